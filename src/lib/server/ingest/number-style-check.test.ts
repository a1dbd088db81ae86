import { describe, expect, it } from 'vitest';
import type { Format } from '$lib/formats/format';
import { checkNumberStyle } from './number-style-check';

const format: Format = {
  id: 'costs',
  label: 'Costs',
  grain: 'request',
  zone: 'UTC',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: [],
  fields: { input: { column: 'Tokens' }, charged: { column: 'Cost' } },
  ignored: [],
};
const header = ['Model', 'Tokens', 'Cost'];

describe('checkNumberStyle', () => {
  it('is silent where the declared style reads every number', () => {
    expect(
      checkNumberStyle(
        header,
        [
          ['m', '1200', '0.5'],
          ['m', '', '-1'],
        ],
        format,
      ),
    ).toEqual({ fits: true, issues: [] });
    expect(checkNumberStyle(['Model'], [['1,5']], format).issues).toEqual([]);
  });

  it('names the style that would fit', () => {
    expect(checkNumberStyle(header, [['m', '12', '1.234,56']], format)).toEqual({
      fits: false,
      issues: [
        {
          where: 'column Cost',
          message:
            '1.234,56 is not a number written as 1234.56. Numbers written as 1.234,56 would fit: choose that number style.',
        },
      ],
    });
    const english = checkNumberStyle(header, [['m', '1,200', '0.5']], format);
    expect(english.issues[0]?.message).toContain('written as 1,234.56 would fit');
  });

  it('takes a count that is not whole for one of another style where that has it whole, and else for a count that is wrong', () => {
    const check = checkNumberStyle(header, [['m', '1.950', '2,50']], format);
    expect(check).toMatchObject({ fits: false, issues: [{ where: 'column Tokens' }] });
    expect(check.issues[0]?.message).toBe(
      '1.950 is not a whole number written as 1234.56. Numbers written as 1.234,56 would fit: choose that number style.',
    );
    expect(checkNumberStyle(header, [['m', '12.5', '0.5']], format)).toEqual({ fits: true, issues: [] });
  });

  it('says so where no style fits', () => {
    const mixed = checkNumberStyle(
      header,
      [
        ['m', '1', '1.234,56'],
        ['m', '1', '1,234.56'],
      ],
      format,
    );
    expect(mixed.issues[0]?.message).toContain('No number style fits all of the file.');
    expect(mixed.fits).toBe(true);
  });
});
