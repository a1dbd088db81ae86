import { describe, expect, it } from 'vitest';
import { claimsSentence, figureText } from './claim-words';

describe('the words of claims', () => {
  it('count verdicts, the gravest first', () => {
    const claims = (['supported', 'input', 'contradicted', 'supported'] as const).map((verdict) => ({
      verdict,
    }));
    expect(claimsSentence(claims).replace('\u00a0', ' ')).toBe(
      'Of 4 claims, 1 contradicted, 2 supported and 1 an input.',
    );
    expect(claimsSentence([{ verdict: 'input' }]).replace('\u00a0', ' ')).toBe('Of 1 claim, 1 an input.');
    expect(claimsSentence([])).toBe('There is no claim to check.');
  });

  it('write a figure with its unit', () => {
    expect(figureText({ figure: '2100', unit: 'USD' })).toBe('$2,100');
    expect(figureText({ figure: '-76.5', unit: '%' })).toBe('−76.5\u00a0%');
    expect(figureText({ figure: null, unit: null })).toBeUndefined();
  });
});
