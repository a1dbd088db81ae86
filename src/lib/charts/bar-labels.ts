import type { ChartType, Plugin } from 'chart.js';
import type { BarLabelOptions } from './chart-spec';

/** The figure of each bar of a horizontal chart, beside its end. */
export const barLabels: Plugin<ChartType, BarLabelOptions> = {
  id: 'barLabels',
  afterDatasetsDraw(chart, _, { texts, colours }) {
    if (!texts) return;
    const { ctx } = chart;
    ctx.save();
    ctx.textBaseline = 'middle';
    ctx.font = `500 12px ${getComputedStyle(chart.canvas).fontFamily}`;
    chart.getDatasetMeta(0).data.forEach((bar, i) => {
      const { x, base } = bar.getProps(['x', 'base'], true) as { x: number; base: number };
      ctx.fillStyle = colours?.[i] ?? '';
      ctx.fillText(texts[i] ?? '', Math.max(x, base) + 6, bar.y);
    });
    ctx.restore();
  },
};
