import { navigating } from '$app/state';

/**
 * Looks again and again, each time so long after the last look was over, until what it gives is called. Nothing is looked
 * at while another page is on its way: loading this one anew would call that off.
 */
export function lookAgain(everyMs: number, look: () => Promise<unknown>): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let isOver = false;
  const wait = (): void => {
    if (!isOver) timer = setTimeout(() => void again(), everyMs);
  };
  const again = async (): Promise<void> => {
    if (!navigating.to) await look().catch(() => undefined);
    wait();
  };
  wait();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
