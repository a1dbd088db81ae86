import type { Scenario } from '$lib/roi/scenario';
import type { Simulation } from '$lib/roi/simulation';
import type { Job, Report } from './simulation.worker';

/** The simulation of a page, in a worker: only the last scenario asked for counts. */
export class SimulationRun {
  /** Of the last scenario that was simulated to its end. */
  result = $state.raw<Simulation | undefined>();
  /** Share done, while one runs. */
  progress = $state<number | undefined>();
  cancelled = $state(false);
  ms = $state<number | undefined>();
  #worker: Worker | undefined;
  #id = 0;
  #asked = '';

  /** Simulates a scenario; nothing happens where it is the one that was asked for last, cancelled or not. */
  start(scenario: Scenario): void {
    if (JSON.stringify(scenario) !== this.#asked) this.again(scenario);
  }

  /** Simulates a scenario, whatever was asked for last. */
  again(scenario: Scenario): void {
    this.#asked = JSON.stringify(scenario);
    this.#worker ??= this.#open();
    this.#id += 1;
    this.progress = 0;
    this.cancelled = false;
    this.#worker.postMessage({ id: this.#id, scenario } satisfies Job);
  }

  cancel(): void {
    this.#id += 1;
    this.progress = undefined;
    this.cancelled = true;
    this.#worker?.postMessage({ id: this.#id } satisfies Job);
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #open(): Worker {
    const worker = new Worker(new URL('./simulation.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Report>) => {
      if (data.id !== this.#id) return;
      this.progress = data.progress;
      if (!data.result) return;
      this.result = data.result;
      this.ms = data.ms;
    });
    return worker;
  }
}
