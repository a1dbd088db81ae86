import { describe, expect, it } from 'vitest';
import { routeHues, seriesHues } from './hues';

const MODELS = ['gpt-4.1', 'claude-sonnet-4-5', 'gemini-2.5-flash', 'deepseek-v3.2', 'gpt-4.1-mini', 'o3'];

describe('seriesHues', () => {
  it('gives six names six hues', () => {
    expect(new Set(seriesHues(MODELS).values()).size).toBe(6);
  });

  it('keeps the hue of a name when rarer names are added', () => {
    const few = seriesHues(MODELS.slice(0, 4));
    const all = seriesHues(MODELS);
    for (const [name, hue] of few) expect(all.get(name)).toBe(hue);
  });

  it('shares only after the sixth name, and with the rarest first', () => {
    const hues = seriesHues([...MODELS, 'a seventh', 'an eighth']);
    expect(hues.get('a seventh')).toBe(hues.get('o3'));
    expect(hues.get('an eighth')).toBe(hues.get('gpt-4.1-mini'));
  });
});

describe('routeHues', () => {
  it('keeps official and the first relay at their fixed hues', () => {
    const hues = routeHues([
      { id: 'relay', kind: 'relay' },
      { id: 'official', kind: 'official' },
      { id: 'relay-b', kind: 'relay' },
    ]);
    expect([hues.get('official'), hues.get('relay')]).toEqual(['official', 'relay']);
    expect(hues.get('relay-b')).toMatch(/^series-/);
  });
});
