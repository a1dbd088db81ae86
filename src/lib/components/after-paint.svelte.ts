import { afterFrame } from './after-frame';

/**
 * A value as it stands once what changed is on the screen: large tables and charts draw it, so that nobody who types or
 * moves a slider waits for them. At first, and on the server, it is the value itself. To be made with a component.
 */
export class AfterPaint<T> {
  readonly #now: () => T;
  #painted = $state.raw<{ value: T }>();

  constructor(now: () => T) {
    this.#now = now;
    $effect(() => {
      const value = now();
      afterFrame.ask(this, () => (this.#painted = { value }));
    });
    $effect(() => () => afterFrame.cancel(this));
  }

  get value(): T {
    return this.#painted ? this.#painted.value : this.#now();
  }
}
