import { describe, expect, it } from 'vitest';
import { Redaction } from './redaction';

const known = (...names: string[]) => new Map(names.map((name) => [name, name]));

describe('Redaction', () => {
  it('gives each hidden value a stand-in, the same each time, numbered as they come', () => {
    const redaction = new Redaction(['project', 'user']);
    const told = ['falcon', 'kestrel', 'falcon'].map((name) => redaction.name('project', name));
    expect(told).toEqual(['Project 1', 'Project 2', 'Project 1']);
    expect(redaction.name('user', 'falcon')).toBe('User 1');
  });

  it('leaves other labels, and what is not known', () => {
    const redaction = new Redaction(['project']);
    expect([redaction.name('model', 'gpt-4.1'), redaction.name('project', null)]).toEqual(['gpt-4.1', null]);
  });

  it('calls one thing by one name, whatever else it is called', () => {
    const redaction = new Redaction(['model'], { model: new Map([['gpt-4.1-2025-04-14', 'gpt-4.1']]) });
    expect(redaction.name('model', 'gpt-4.1')).toBe(redaction.name('model', 'gpt-4.1-2025-04-14'));
  });
});

describe('Redaction.text', () => {
  it.each([
    ['names falcon, and falcon-eu', 'names Project 1, and Project 1-eu'],
    ['falconry is no falcon', 'falconry is no Project 1'],
    ['Falcon is another', 'Falcon is another'],
    ['(falcon)', '(Project 1)'],
  ])('%s → %s', (text, told) => {
    expect(new Redaction(['project'], { project: known('falcon') }).text(text)).toBe(told);
  });

  it('takes the longest name that fits', () => {
    const redaction = new Redaction(['project'], { project: known('red', 'red team') });
    expect(redaction.text('the red team wins')).toBe('the Project 1 wins');
  });

  it('takes names with marks in them, and beside letters of any script', () => {
    const redaction = new Redaction(['user'], { user: known('ann@example.com', '王小明') });
    expect(redaction.text('by ann@example.com, 王小明')).toBe('by User 1, User 2');
  });

  it('takes numbers and small words only where they are all of the text', () => {
    const redaction = new Redaction(['region', 'user'], { region: known('in', 'EU'), user: known('200') });
    expect(redaction.text('200 requests in the EU')).toBe('200 requests in the Region 1');
    expect([redaction.text('200'), redaction.text('in')]).toEqual(['User 1', 'Region 2']);
  });
});

describe('what people write', () => {
  const redaction = (): Redaction =>
    new Redaction(['project', 'user'], {
      project: known('acme', 'hr', 'Straße 9', 'José'),
      user: known('10045', 'x'),
    });

  it.each([
    ['Acme moves', 'Project 1 moves'],
    ['ACME_corp', 'Project 1_corp'],
    ['the hr project', 'the Project 1 project'],
    ['account 10045', 'account User 1'],
    ['at STRASSE 9.', 'at Project 1.'],
    ['by Jose\u0301', 'by Project 1'],
  ])('names in %j what is hidden', (text, told) => {
    expect(redaction().findIn(text)).toBeDefined();
    expect(redaction().words(text)).toBe(told);
  });

  it('is told as it was written', () => expect(redaction().findIn('Our ACME moves')).toBe('ACME'));

  it.each(['acmes', 'three', '100456', 'x marks it', 'Strasse 99'])('does not in %j', (text) => {
    expect(redaction().findIn(text)).toBeUndefined();
    expect(redaction().words(text)).toBe(text);
  });

  it('may be no more than a name of one sign', () => expect(redaction().findIn('X')).toBe('X'));
});

describe('Redaction.clean', () => {
  it('goes through all texts of a value, but for words of Crossrate’s own', () => {
    const redaction = new Redaction(['feature'], { feature: known('spend') });
    expect(redaction.clean({ id: 'spend', rows: [['spend', 1, null]], answer: 'on spend' })).toEqual({
      id: 'spend',
      rows: [['Feature 1', 1, null]],
      answer: 'on Feature 1',
    });
  });
});
