import { describe, expect, it } from 'vitest';
import { payback } from './payback';

describe('payback', () => {
  it('is linear within the month: −10, −4, +4 is back halfway through month 2', () => {
    expect(payback([-10, -4, 4])).toEqual({ value: 1.5 });
  });

  it('is on the month where the cumulative flow is exactly 0', () => {
    expect(payback([-10, 0, 5])).toEqual({ value: 1 });
  });

  it('is none below 0 to the end', () => {
    expect(payback([-10, -5, -0.01])).toEqual({ why: 'Not paid back within 2 months.' });
  });

  it('is none where nothing was ever put in', () => {
    expect(payback([0, 5, 9])).toEqual({ why: 'There is no cost to pay back.' });
  });

  it('counts what the first months put in where there is no one-time cost', () => {
    expect(payback([0, -6, 6])).toEqual({ value: 1.5 });
  });

  it('says so where what was back is spent again', () => {
    expect(payback([-10, 10, -2, 8])).toEqual({
      value: 0.5,
      note: 'What is back by then is spent again later: look at the whole curve.',
    });
  });
});
