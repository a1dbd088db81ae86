import type { ChartConfiguration, ChartType } from 'chart.js';
import type { Ink } from './ink';

export type LineOrBar = ChartConfiguration<'line' | 'bar', Datum[], string>;
export type Datum =
  | number
  | null
  | [number, number]
  | { x: number; y: number }
  /** A stretch in a category of the y axis. */
  | { x: [number, number]; y: string };

/** What an attachment draws and whom it tells. */
export interface ChartSpec {
  draw: (ink: Ink) => LineOrBar;
  /** A point or bar was chosen, by pointer or by Enter. */
  onpick?: ((pick: Pick) => void) | undefined;
  /** A range of the category axis was dragged: first and last index. */
  onrange?: ((from: number, to: number) => void) | undefined;
  /** The keyboard moved to a point. */
  onmove?: ((pick: Pick) => void) | undefined;
}

export interface Pick {
  dataset: number;
  index: number;
}

/** A word at the end of a line. */
export interface EndLabel {
  dataset: number;
  text: string;
  colour: string;
  strong?: boolean;
  /** Index of the point whose height it has; the last known one where left out. */
  pointIndex?: number;
  /** Stands on this side of that point instead of at the right edge. */
  beside?: 'left' | 'right';
}

/** A marked place on the x axis: a budget, the start of a ramp. In the axis' own unit, or an index of its categories. */
export interface Vertical {
  at: number;
  text: string;
}

export interface EndLabelOptions {
  labels?: EndLabel[];
}

export interface BarLabelOptions {
  texts?: string[];
  colours?: string[];
}

export interface VerticalOptions {
  lines?: Vertical[];
  colour?: string;
  ink?: string;
}

export interface CrosshairOptions {
  colour?: string;
}

export interface SelectionOptions {
  colour?: string;
}

declare module 'chart.js' {
  // The parameters must be those of Chart.js' own declaration.
  interface PluginOptionsByType<TType extends ChartType> {
    endLabels?: EndLabelOptions & { of?: TType };
    barLabels?: BarLabelOptions;
    verticals?: VerticalOptions;
    crosshair?: CrosshairOptions;
    selection?: SelectionOptions;
  }
}
