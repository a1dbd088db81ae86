import { describe, expect, it } from 'vitest';
import { isReservedName, namesFor, sameName } from './person-name';

describe('sameName', () => {
  it.each([
    ['Ada', ' ada '],
    ['Ada Lovelace', 'ADA\u00A0\u00A0Lovelace'],
    ['José', 'Jose\u0301'],
    ['Straße', 'STRASSE'],
    ['Ada', 'Ａｄａ'],
    ['Ada', 'Ada\u200B'],
  ])('takes %j and %j for one', (one, other) => expect(sameName(one)).toBe(sameName(other)));

  it.each([
    ['Ada', 'Adá'],
    ['Ada L', 'Ada M'],
  ])('tells %j from %j', (one, other) => expect(sameName(one)).not.toBe(sameName(other)));
});

describe('isReservedName', () => {
  it.each([
    'local mode',
    'Local  Mode',
    'token nightly',
    'TOKEN x',
    'token',
    'nobody',
    'Somebody unknown',
    '\u200B',
  ])('keeps %j from people', (name) => expect(isReservedName(name)).toBe(true));

  it.each(['Ada', 'Tokenia', 'Mode', 'Anybody'])('leaves them %j', (name) =>
    expect(isReservedName(name)).toBe(false),
  );
});

describe('namesFor', () => {
  const person = { id: '1b4e28ba-2fa1-11d2-883f-0016d3cca427', email: 'ada@example.com' };

  it('tries the name of the provider, then adds what tells people apart', () => {
    expect(namesFor(' Ada ', person)).toEqual(['Ada', 'Ada (ada@example.com)', 'Ada (1b4e28ba)', person.id]);
  });

  it('begins with the address where the provider gives no name', () => {
    expect(namesFor(undefined, person)[0]).toBe('ada');
  });

  it('leaves out what no person may be called', () => {
    expect(namesFor('token nightly', person)).toEqual([person.id]);
    expect(namesFor('Local mode', person)[0]).toBe('Local mode (ada@example.com)');
  });
});
