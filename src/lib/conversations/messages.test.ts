import { describe, expect, it } from 'vitest';
import { turnsInWindow } from './messages';

describe('turns that a window of messages holds', () => {
  it('are half as many as messages where a turn is a question and an answer', () => {
    expect([10, 11, 12, 1].map((messages) => turnsInWindow(messages, 2))).toEqual([5, 5, 6, 0]);
  });
  it('are as many as messages where a turn counts as one', () => {
    expect(turnsInWindow(10, 1)).toBe(10);
  });
});
