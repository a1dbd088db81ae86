import type { Hue } from './hues';

const NAMES = [
  'surface',
  'raised',
  'text',
  'muted',
  'faint',
  'line',
  'edge',
  'accent',
  'good',
  'bad',
  'official',
  'relay',
  'official-ink',
  'relay-ink',
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-rest',
] as const;

export type InkName = (typeof NAMES)[number] | Hue;

/** Colours and face of the screen as the browser resolved them: a canvas knows no CSS variables. */
export interface Ink {
  colour: (name: InkName) => string;
  /** The same colour, see-through: for what is incomplete or compared. */
  pale: (name: InkName) => string;
  font: string;
}

/** The ink of an element's surroundings, in the colour scheme of this moment. */
export function readInk(element: Element): Ink {
  const probe = document.createElement('span');
  probe.hidden = true;
  (element.parentElement ?? document.body).append(probe);
  const resolve = (value: string): string => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const solid = new Map(NAMES.map((name) => [name as string, resolve(`var(--${name})`)]));
  const pale = new Map(
    NAMES.map((name) => [name as string, resolve(`color-mix(in srgb, var(--${name}) 38%, transparent)`)]),
  );
  const font = getComputedStyle(element).fontFamily;
  probe.remove();
  return { colour: (name) => solid.get(name) ?? '', pale: (name) => pale.get(name) ?? '', font };
}
