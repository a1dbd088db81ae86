import { createSubscriber } from 'svelte/reactivity';

/** Reading this in an effect runs it again when light turns to dark, by the system or by the reader's choice. */
export const followScheme: () => void = createSubscriber((update) => {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  media.addEventListener('change', update);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', update);
  };
});
