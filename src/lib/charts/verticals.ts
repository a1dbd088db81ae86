import type { ChartType, Plugin } from 'chart.js';
import type { VerticalOptions } from './chart-spec';

/** Marked places on the x axis: a dotted line and its word at the top. */
export const verticals: Plugin<ChartType, VerticalOptions> = {
  id: 'verticals',
  beforeDatasetsDraw(chart, _, { lines = [], colour = '', ink = '' }) {
    const axis = chart.scales['x'];
    if (lines.length === 0 || !axis) return;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.font = `400 12px ${getComputedStyle(chart.canvas).fontFamily}`;
    ctx.setLineDash([1, 3]);
    ctx.strokeStyle = colour;
    ctx.fillStyle = ink;
    for (const { at, text } of lines) {
      const x = Math.round(axis.getPixelForValue(at)) + 0.5;
      if (x < chartArea.left || x > chartArea.right) continue;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top - 16);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      const width = ctx.measureText(text).width;
      ctx.fillText(text, x + width + 6 > chart.width ? x - width - 6 : x + 6, chartArea.top - 8);
    }
    ctx.restore();
  },
};
