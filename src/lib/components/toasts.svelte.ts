export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'bad';
  undo?: () => void;
}

const SHOWN_MS = 6_000;
const GRACE_MS = 7_000;

/** Short messages at the foot of the page (Toasts.svelte, held by the layout). */
class Toasts {
  all = $state.raw<Toast[]>([]);
  #next = 1;

  /** Says something for six seconds; what went wrong stays until it is dismissed. */
  say(text: string, tone: Toast['tone'] = 'plain'): void {
    const id = this.#add({ text, tone });
    if (tone === 'plain') setTimeout(() => this.dismiss(id), SHOWN_MS);
  }

  /**
   * Deletes with a grace period: `commit` runs after seven seconds, or when the page is left, unless the person takes it
   * back, which runs `restore`.
   */
  withUndo(text: string, commit: () => void, restore: () => void): void {
    let open = true;
    const finish = (act: () => void): void => {
      if (!open) return;
      open = false;
      clearTimeout(timer);
      removeEventListener('pagehide', onLeave);
      this.dismiss(id);
      act();
    };
    const onLeave = (): void => finish(commit);
    const id = this.#add({ text, tone: 'plain', undo: () => finish(restore) });
    const timer = setTimeout(() => finish(commit), GRACE_MS);
    addEventListener('pagehide', onLeave);
  }

  dismiss(id: number): void {
    this.all = this.all.filter((toast) => toast.id !== id);
  }

  #add(toast: Omit<Toast, 'id'>): number {
    const id = this.#next++;
    this.all = [...this.all, { ...toast, id }];
    return id;
  }
}

export const toasts = new Toasts();
