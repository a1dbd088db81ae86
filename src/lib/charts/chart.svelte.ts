import type { Chart as ChartJs, ChartConfiguration } from 'chart.js';
import type { Attachment } from 'svelte/attachments';
import type { ChartSpec } from './chart-spec';
import { readInk } from './ink';
import { followScheme } from './scheme';
import { dragRange } from './selection';
import { pickAt, walk } from './walk';

type Register = typeof import('./register');

/**
 * Draws a chart on a canvas and keeps it drawn: when what it shows changes, when light turns to dark. Chart.js is
 * fetched at the first use.
 */
export function chart(given: () => ChartSpec): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    let parts = $state.raw<Register>();
    let live: ChartJs | undefined;
    let takeBack: (() => void)[] = [];
    void import('./register').then((module) => (parts = module));

    const drop = (): void => {
      for (const act of takeBack) act();
      takeBack = [];
      live?.destroy();
      live = undefined;
    };

    $effect(() => {
      const spec = given();
      followScheme();
      if (!parts) return;
      const config = spec.draw(readInk(canvas)) as ChartConfiguration;
      if (live && (live.config as ChartConfiguration).type === config.type) {
        live.data = config.data;
        live.options = config.options ?? {};
        live.update('none');
        return;
      }
      drop();
      live = new parts.Chart(canvas, config);
      takeBack = listen(live, given);
    });

    return drop;
  };
}

function listen(live: ChartJs, given: () => ChartSpec): (() => void)[] {
  const onClick = (event: MouseEvent): void => {
    const { onpick } = given();
    const pick = onpick && pickAt(live, event);
    if (pick) onpick(pick);
  };
  live.canvas.addEventListener('click', onClick);
  const { onrange } = given();
  return [
    () => live.canvas?.removeEventListener('click', onClick),
    walk(live, given),
    ...(onrange ? [dragRange(live, (from, to) => given().onrange?.(from, to))] : []),
  ];
}
