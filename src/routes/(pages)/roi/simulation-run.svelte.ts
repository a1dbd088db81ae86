import type { Scenario } from '$lib/roi/scenario';
import type { Simulation } from '$lib/roi/simulation';
import type { Job, Report } from './simulation.worker';

const SIMULATED_AFTER_MS = 120;

/** What was found, of which scenario, and where it was shown (see SimulationRun.start). */
interface Found {
  simulation: Simulation;
  of: string;
  under: string;
}

/** What there is to show beside a scenario. */
export interface Simulated {
  simulation: Simulation;
  /** It is of inputs that have changed since. */
  isFormer: boolean;
}

/** The simulation of a page, in a worker: only the last scenario asked for counts. */
export class SimulationRun {
  /** Of the last scenario that was simulated to its end. */
  #found = $state.raw<Found | undefined>();
  /** Share done, while one runs. */
  progress = $state<number | undefined>();
  cancelled = $state(false);
  ms = $state<number | undefined>();
  #worker: Worker | undefined;
  #id = 0;
  #asked = { of: '', under: '' };
  /** What is to be simulated once typing pauses. */
  #soon: { scenario: Scenario; under: string; timer: ReturnType<typeof setTimeout> } | undefined;

  /**
   * What was found under the same name, of these inputs or of former ones; nothing of what was found under another.
   * `under` is what a scenario's figures are shown as: routes, filters, the saved one that is open.
   */
  shown(scenario: Scenario | undefined, under: string): Simulated | undefined {
    if (!scenario || this.#found?.under !== under) return undefined;
    const { simulation, of } = this.#found;
    return { simulation, isFormer: of !== JSON.stringify(scenario) };
  }

  /** Simulates a scenario once typing pauses; gives what takes that back. */
  startSoon(scenario: Scenario, under: string): () => void {
    const timer = setTimeout(() => this.start(scenario, under), SIMULATED_AFTER_MS);
    this.#soon = { scenario, under, timer };
    return () => clearTimeout(timer);
  }

  /** Simulates a scenario; nothing happens where it is the one that was asked for last, cancelled or not. */
  start(scenario: Scenario, under: string): void {
    const { of, under: asked } = this.#asked;
    if (JSON.stringify(scenario) !== of || under !== asked) this.again(scenario, under);
  }

  /** Simulates a scenario, whatever was asked for last. */
  again(scenario: Scenario, under: string): void {
    this.#asked = { of: JSON.stringify(scenario), under };
    this.#worker ??= this.#open();
    this.#id += 1;
    this.progress = 0;
    this.cancelled = false;
    this.#worker.postMessage({ id: this.#id, scenario } satisfies Job);
  }

  /** Ends what runs, and what is about to: the scenario that is shown counts as asked for. */
  cancel(): void {
    if (this.#soon) {
      const { scenario, under, timer } = this.#soon;
      clearTimeout(timer);
      this.#asked = { of: JSON.stringify(scenario), under };
    }
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
      this.#found = { simulation: data.result, ...this.#asked };
      this.ms = data.ms;
    });
    return worker;
  }
}
