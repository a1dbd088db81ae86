import { flushSync } from 'svelte';

/**
 * Work that nobody who types or moves a slider shall wait for: one piece after each frame, in the order in which they
 * were asked for. Who asks anew before their turn keeps their place, and what was asked last is done.
 */
export class OnePerFrame {
  readonly #afterFrame: (run: () => void) => void;
  readonly #waiting = new Map<object, () => void>();
  #asked = false;

  constructor(afterFrame = afterNextFrame) {
    this.#afterFrame = afterFrame;
  }

  ask(who: object, work: () => void): void {
    this.#waiting.set(who, work);
    this.#goOn();
  }

  cancel(who: object): void {
    this.#waiting.delete(who);
  }

  /** Does all of it now, with what that brings about: a page that is printed has no next frame. */
  finish(): void {
    flushSync();
    while (this.#waiting.size > 0) {
      this.#doFirst();
      flushSync();
    }
  }

  #goOn(): void {
    if (this.#asked || this.#waiting.size === 0) return;
    this.#asked = true;
    this.#afterFrame(() => {
      this.#asked = false;
      try {
        this.#doFirst();
      } finally {
        this.#goOn();
      }
    });
  }

  #doFirst(): void {
    for (const [who, work] of this.#waiting) {
      this.#waiting.delete(who);
      work();
      return;
    }
  }
}

/** The work of this page. */
export const afterFrame = new OnePerFrame();

if (typeof window !== 'undefined') window.addEventListener('beforeprint', () => afterFrame.finish());

function afterNextFrame(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run));
}
