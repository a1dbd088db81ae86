import type { Scenario } from '$lib/roi/scenario';
import { simulate, type Simulation } from '$lib/roi/simulation';

/** What the page asks: a scenario to simulate under a number of its own, or no scenario to stop. */
export interface Job {
  id: number;
  scenario?: Scenario;
}

/** What the worker says of a job. */
export interface Report {
  id: number;
  /** Share done. */
  progress?: number;
  result?: Simulation;
  /** Milliseconds of work. */
  ms?: number;
}

/** Steps of a simulation between two looks at what the page says. */
const STEPS = 4;

let wanted = 0;

addEventListener('message', ({ data }: MessageEvent<Job>) => {
  wanted = data.id;
  if (data.scenario) void run(data.id, data.scenario);
});

async function run(id: number, scenario: Scenario): Promise<void> {
  const beganAt = performance.now();
  const running = simulate(scenario);
  for (let step = 1; ; step += 1) {
    const { done, value } = running.next();
    if (done) return report({ id, result: value, ms: performance.now() - beganAt });
    if (step % STEPS !== 0) continue;
    report({ id, progress: value });
    await nextTurn();
    if (wanted !== id) return;
  }
}

function report(message: Report): void {
  postMessage(message);
}

/** Lets waiting messages in; a timer would take four milliseconds. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(undefined);
  });
}
