import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** `--name: light-dark(#light, #dark)` of tokens.css. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name, { light, dark }],
  ),
);

type Rgb = [number, number, number];

function linear(hex: string): Rgb {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [red, green, blue] = linear(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Linear RGB as seen without one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1. */
const SIGHT: Record<string, [Rgb, Rgb, Rgb]> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function seen(hex: string, matrix: [Rgb, Rgb, Rgb]): Rgb {
  const colour = linear(hex);
  const dim = (row: Rgb): number =>
    Math.min(1, Math.max(0, row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2]));
  return oklab([dim(matrix[0]), dim(matrix[1]), dim(matrix[2])]);
}

function colour(name: string, scheme: 'light' | 'dark'): string {
  const found = tokens.get(name)?.[scheme];
  if (found === undefined) throw new Error(`no such token: ${name}`);
  return found;
}

const TEXT = ['text', 'muted', 'accent', 'accent-strong', 'official-ink', 'relay-ink', 'good', 'bad', 'warn'];
const MARKS = ['official', 'relay', 'faint', 'edge', 'series-rest'];
const SERIES = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6'];

describe.each(['light', 'dark'] as const)('tokens in the %s scheme', (scheme) => {
  it.each(TEXT)('%s reads at 4.5 : 1 on both surfaces and under the pointer', (name) => {
    for (const ground of ['surface', 'raised', 'hover'])
      expect(contrast(colour(name, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([...MARKS, ...SERIES])('%s shows at 3 : 1 on both surfaces', (name) => {
    for (const ground of ['surface', 'raised'])
      expect(contrast(colour(name, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(3);
  });

  it.each(['good', 'bad', 'warn'])('%s reads on its own wash', (name) => {
    expect(contrast(colour(name, scheme), colour(`${name}-wash`, scheme))).toBeGreaterThanOrEqual(4.5);
  });

  it('text on the accent reads', () => {
    expect(contrast(colour('on-accent', scheme), colour('accent', scheme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.keys(SIGHT))('series stay apart with %s sight', (sight) => {
    const hues = SERIES.map((name) => seen(colour(name, scheme), SIGHT[sight]!));
    hues.forEach((a, i) =>
      hues.slice(0, i).forEach((b) => {
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(0.1);
      }),
    );
  });

  it.each(Object.keys(SIGHT))('official and relay stay far apart with %s sight', (sight) => {
    const [a, b] = ['official', 'relay'].map((name) => seen(colour(name, scheme), SIGHT[sight]!)) as [
      Rgb,
      Rgb,
    ];
    expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(0.2);
  });
});
