import type { Chart, ChartType, Plugin } from 'chart.js';
import type { CrosshairOptions } from './chart-spec';

const charts = new Set<Chart>();
let pointed: string | undefined;

/** One line under the pointer, in every chart of the page that shares the same days. */
export const crosshair: Plugin<ChartType, CrosshairOptions> = {
  id: 'crosshair',
  afterInit(chart) {
    charts.add(chart);
  },
  beforeDestroy(chart) {
    charts.delete(chart);
  },
  afterEvent(chart, { event }, { colour }) {
    if (colour === undefined) return;
    const next = event.type === 'mouseout' || event.x === null ? undefined : labelAt(chart, event.x);
    if (next === pointed) return;
    pointed = next;
    for (const other of charts) other.draw();
  },
  beforeDatasetsDraw(chart, _, { colour }) {
    const axis = chart.scales['x'];
    if (pointed === undefined || colour === undefined || !axis) return;
    const index = chart.data.labels?.indexOf(pointed) ?? -1;
    if (index < 0) return;
    const x = Math.round(axis.getPixelForValue(index)) + 0.5;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  },
};

function labelAt(chart: Chart, x: number): string | undefined {
  const index = chart.scales['x']?.getValueForPixel(x);
  const label = index === undefined ? undefined : chart.data.labels?.[index];
  return typeof label === 'string' ? label : undefined;
}
