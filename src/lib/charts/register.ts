import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import { barLabels } from './bar-labels';
import { crosshair } from './crosshair';
import { endLabels } from './end-labels';
import { selection } from './selection';
import { verticals } from './verticals';

/** The parts of Chart.js that are used, and no more. Loaded when the first chart comes into view (chart.svelte.ts). */
Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
  barLabels,
  crosshair,
  endLabels,
  selection,
  verticals,
);

Object.assign(Chart.defaults, { animation: false, maintainAspectRatio: false, responsive: true });

export { Chart };
