import { describe, expect, it } from 'vitest';
import { edgesOf, isOpen, opensOn, parseWindow } from './daily-window';

const THURSDAY = 0; // 1970-01-01
const SATURDAY = 2;

describe('parseWindow', () => {
  it.each([
    ['01:00-04:00', '01:00-04:00'],
    [' 01:00-04:00,06:00-10:00 ', '01:00-04:00, 06:00-10:00'],
    ['Mon-Fri  16:30-00:30', 'mon-fri 16:30-00:30'],
    ['sat-sun 00:00-24:00', 'sat-sun 00:00-24:00'],
    ['00:00-24:00', undefined],
    ['sat 12:00-24:00', 'sat 12:00-24:00'],
  ])('%j is %j', (text, window) => expect(parseWindow(text)).toBe(window));

  it.each([
    '',
    '1:00-2:00',
    '25:00-02:00',
    '01:60-02:00',
    '03:00-03:00',
    '24:00-01:00',
    'xyz 01:00-02:00',
    'mon',
  ])('%j is none', (text) => expect(parseWindow(text)).toBeUndefined());
});

describe('isOpen', () => {
  it.each([
    ['01:00-04:00', 59, false],
    ['01:00-04:00', 60, true],
    ['01:00-04:00', 239, true],
    ['01:00-04:00', 240, false],
    ['16:30-00:30', 989, false],
    ['16:30-00:30', 990, true],
    ['16:30-00:30', 29, true],
    ['16:30-00:30', 30, false],
    ['22:00-24:00', 1439, true],
    ['22:00-24:00', 0, false],
  ])('%s in minute %d: %s', (window, minute, open) => expect(isOpen(window, THURSDAY, minute)).toBe(open));

  it('looks at the weekday of the usage', () => {
    expect(isOpen('mon-fri 01:00-04:00', THURSDAY, 60)).toBe(true);
    expect(isOpen('mon-fri 01:00-04:00', SATURDAY, 60)).toBe(false);
    expect(opensOn('fri-mon 01:00-04:00', SATURDAY)).toBe(true);
    expect(opensOn('fri-mon 01:00-04:00', THURSDAY)).toBe(false);
    expect(opensOn('sat 01:00-04:00', SATURDAY - 7)).toBe(true);
  });
});

it('edges are where a day has to be cut', () => {
  expect(edgesOf('01:00-04:00, 22:00-24:00')).toEqual([60, 240, 1320]);
});
