import { expect, it } from 'vitest';
import { blockUnit, isLongEnough } from './block-unit';

const blocks = (baseline: number, candidate: number) => ({ numbers: [], baseline, candidate });

it('is a day, and an hour where a route has fewer than five days', () => {
  expect(blockUnit(blocks(5, 5), 1000)).toBe('day');
  expect(blockUnit(blocks(4, 400), 1000)).toBe('hour');
  expect(blockUnit(blocks(400, 4), 4_000_000)).toBe('hour');
});

it('is enough for an interval where each side has five', () => {
  expect(isLongEnough(blocks(5, 5))).toBe(true);
  expect(isLongEnough(blocks(4, 400))).toBe(false);
  expect(isLongEnough(blocks(400, 4))).toBe(false);
});

it('stays a day where there are too many requests for hours', () => {
  expect(blockUnit(blocks(400, 4), 4_000_001)).toBe('day');
});
