import type { Chart as ChartJs, ChartConfiguration } from 'chart.js';
import type { Attachment } from 'svelte/attachments';
import { afterFrame } from '$lib/components/after-frame';
import type { ChartSpec } from './chart-spec';
import { readInk } from './ink';
import { followScheme } from './scheme';
import { dragRange } from './selection';
import { pickAt, walk } from './walk';

type Register = typeof import('./register');

/**
 * Draws a chart on a canvas and keeps it drawn: when what it shows changes, when light turns to dark. Each chart of a
 * page is drawn after a frame of its own. Chart.js is fetched at the first use.
 */
export function chart(given: () => ChartSpec): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    let parts = $state.raw<Register>();
    let live: ChartJs | undefined;
    let takeBack: (() => void)[] = [];
    void import('./register').then((module) => (parts = module));

    const ink = $derived.by(() => {
      followScheme();
      return readInk(canvas);
    });

    const clear = (): void => {
      for (const act of takeBack) act();
      takeBack = [];
      live?.destroy();
      live = undefined;
    };

    const show = (config: ChartConfiguration, { Chart }: Register): void => {
      if (live && (live.config as ChartConfiguration).type === config.type) {
        live.data = config.data;
        live.options = config.options ?? {};
        live.update('none');
        return;
      }
      clear();
      live = new Chart(canvas, config);
      takeBack = listen(live, given);
    };

    $effect(() => {
      const spec = given();
      const register = parts;
      if (!register) return;
      const config = spec.draw(ink) as ChartConfiguration;
      afterFrame.ask(canvas, () => show(config, register));
    });

    return () => {
      afterFrame.cancel(canvas);
      clear();
    };
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
