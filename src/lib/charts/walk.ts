import type { ActiveElement, Chart } from 'chart.js';
import type { ChartSpec, Pick } from './chart-spec';

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The keyboard in a chart: arrows go from point to point, Home and End to the ends, Enter picks. Returns what takes it back. */
export function walk(chart: Chart, spec: () => ChartSpec): () => void {
  let at = -1;
  const show = (index: number): void => {
    at = index;
    const elements = activeAt(chart, index);
    chart.setActiveElements(elements);
    chart.tooltip?.setActiveElements(elements, { x: 0, y: 0 });
    chart.update('none');
    spec().onmove?.({ dataset: elements[0]?.datasetIndex ?? 0, index });
  };
  const onKey = (event: KeyboardEvent): void => {
    const last = lengthOf(chart) - 1;
    if (event.key === 'Enter' && at >= 0) spec().onpick?.({ dataset: 0, index: at });
    else if (event.key === 'Home') show(0);
    else if (event.key === 'End') show(last);
    else if (event.key in STEPS) show(Math.min(last, Math.max(0, at + (STEPS[event.key] ?? 0))));
    else return;
    event.preventDefault();
  };
  const onLeave = (): void => {
    at = -1;
    chart.setActiveElements([]);
    chart.tooltip?.setActiveElements([], { x: 0, y: 0 });
    chart.update('none');
  };
  // An image until it can be walked in: without a script it has no keys.
  chart.canvas.tabIndex = 0;
  chart.canvas.setAttribute('role', 'application');
  chart.canvas.addEventListener('keydown', onKey);
  chart.canvas.addEventListener('blur', onLeave);
  return () => {
    chart.canvas.removeEventListener('keydown', onKey);
    chart.canvas.removeEventListener('blur', onLeave);
  };
}

/** The datum under a pointer event, where there is one. */
export function pickAt(chart: Chart, event: MouseEvent): Pick | undefined {
  const [hit] = chart.getElementsAtEventForMode(event, 'nearest', { intersect: false, axis: 'xy' }, false);
  return hit && { dataset: hit.datasetIndex, index: hit.index };
}

function lengthOf(chart: Chart): number {
  return Math.max(0, ...chart.data.datasets.map(({ data }) => data.length));
}

function activeAt(chart: Chart, index: number): Omit<ActiveElement, 'element'>[] {
  return chart.data.datasets.flatMap(({ data }, datasetIndex) =>
    data[index] === null || data[index] === undefined ? [] : [{ datasetIndex, index }],
  );
}
