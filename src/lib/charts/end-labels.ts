import type { Chart, ChartType, Plugin } from 'chart.js';
import type { EndLabel, EndLabelOptions } from './chart-spec';

const APART = 15;

/** Words at the ends of lines, pushed apart where they would overlap: nobody has to look a colour up. */
export const endLabels: Plugin<ChartType, EndLabelOptions> = {
  id: 'endLabels',
  afterDatasetsDraw(chart, _, { labels = [] }) {
    const placed = spread(
      labels.flatMap((label) => place(chart, label)),
      chart.chartArea.bottom,
    );
    const { ctx } = chart;
    ctx.save();
    ctx.textBaseline = 'middle';
    for (const { label, x, y } of placed) {
      ctx.textAlign = label.beside === 'left' ? 'right' : 'left';
      ctx.font = `${label.strong ? 600 : 400} 12px ${getComputedStyle(chart.canvas).fontFamily}`;
      ctx.fillStyle = label.colour;
      ctx.fillText(label.text, label.beside === 'left' ? x - 8 : x + 8, y);
    }
    ctx.restore();
  },
};

interface Placed {
  label: EndLabel;
  x: number;
  y: number;
}

function place(chart: Chart, label: EndLabel): Placed[] {
  const { data, hidden } = chart.getDatasetMeta(label.dataset);
  const points = data.filter((point) => !Number.isNaN(point.y) && !(point as { skip?: boolean }).skip);
  const point = label.pointIndex === undefined ? points.at(-1) : data[label.pointIndex];
  const x = label.beside ? point?.x : chart.chartArea.right;
  // A rising curve leaves room to its right below the point, to its left above it.
  const aside = label.beside === 'left' ? -6 : label.beside === 'right' ? 10 : 0;
  const y = (point?.y ?? 0) + aside;
  return point && x !== undefined && !hidden ? [{ label, x, y }] : [];
}

/** Labels from the top down, each at least a line's height under the last, none below the axis. */
function spread(placed: Placed[], bottom: number): Placed[] {
  const sorted = placed.sort((a, b) => a.y - b.y);
  if (sorted.some(({ label }) => label.beside)) return sorted;
  sorted.forEach((one, i) => {
    const above = sorted[i - 1];
    if (above && near(above, one)) one.y = Math.max(one.y, above.y + APART);
  });
  for (let i = sorted.length - 1, limit = bottom; i >= 0; i -= 1) {
    const one = sorted[i];
    if (!one) continue;
    one.y = Math.min(one.y, limit);
    limit = one.y - APART;
  }
  return sorted;
}

function near(a: Placed, b: Placed): boolean {
  return Math.abs(a.x - b.x) < 80;
}
