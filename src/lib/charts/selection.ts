import type { Chart, ChartType, Plugin } from 'chart.js';
import type { SelectionOptions } from './chart-spec';

const dragged = new WeakMap<Chart, { from: number; to: number }>();
const LEAST_PX = 6;

/** The range that is being dragged, washed in the accent. */
export const selection: Plugin<ChartType, SelectionOptions> = {
  id: 'selection',
  afterDatasetsDraw(chart, _, { colour }) {
    const range = dragged.get(chart);
    if (!range || !colour) return;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.fillStyle = colour;
    ctx.fillRect(
      Math.min(range.from, range.to),
      chartArea.top,
      Math.abs(range.to - range.from),
      chartArea.bottom - chartArea.top,
    );
    ctx.restore();
  },
};

/** Lets a mouse drag a range of the category axis; tells its first and last index. Returns what takes it back. */
export function dragRange(chart: Chart, onrange: (from: number, to: number) => void): () => void {
  const { canvas } = chart;
  let wasDrag = false;
  const down = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    wasDrag = false;
    dragged.set(chart, { from: event.offsetX, to: event.offsetX });
    canvas.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const range = dragged.get(chart);
    if (!range) return;
    range.to = event.offsetX;
    chart.draw();
  };
  const up = (): void => {
    const range = dragged.get(chart);
    dragged.delete(chart);
    chart.draw();
    wasDrag = range !== undefined && Math.abs(range.to - range.from) >= LEAST_PX;
    if (range && wasDrag) tell(chart, range, onrange);
  };
  // The browser sends a click after a drag too: it picks nothing.
  const click = (event: MouseEvent): void => {
    if (wasDrag) event.stopImmediatePropagation();
  };
  canvas.addEventListener('pointerdown', down);
  canvas.addEventListener('pointermove', move);
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('click', click, { capture: true });
  return () => {
    canvas.removeEventListener('pointerdown', down);
    canvas.removeEventListener('pointermove', move);
    canvas.removeEventListener('pointerup', up);
    canvas.removeEventListener('click', click, { capture: true });
  };
}

function tell(
  chart: Chart,
  range: { from: number; to: number },
  onrange: (from: number, to: number) => void,
): void {
  const last = (chart.data.labels?.length ?? 0) - 1;
  const at = (px: number): number =>
    Math.min(last, Math.max(0, chart.scales['x']?.getValueForPixel(px) ?? 0));
  onrange(at(Math.min(range.from, range.to)), at(Math.max(range.from, range.to)));
}
