import { date } from '$lib/components/format-date';
import { count } from '$lib/components/format-number';
import { TOKEN_CLASSES } from '$lib/usage/token-classes';

const MEDIA_CLASSES = TOKEN_CLASSES.filter((name) => /audio|image/.test(name));

/** What a price is for beside the base tier: `batch, prompts above 200,000, mon-fri 01:00-04:00 UTC`; empty for the base. */
export function scopeOf(price: Record<string, string>): string {
  const above = Number(price['above_prompt_tokens'] ?? 0);
  return [
    price['price_list'] && price['price_list'] !== 'list' ? `list ${price['price_list']}` : '',
    price['tier'] ?? '',
    above > 0 ? `prompts above ${count(above)}` : '',
    price['window'] ? `${price['window']} UTC` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** `3 May 2026`, or `3 May 2026 until 1 June 2026`. */
export function periodOf(price: Record<string, string>): string {
  const { effective_from: from = '', effective_to: to } = price;
  return to ? `${date(from)} until ${date(to)}` : date(from);
}

/** A price as it is written, with at least two places: `0.28`, `2.00`, `0.0028`. */
export function priceText(price: Record<string, string> | null, field: string): string | undefined {
  const value = price?.[field];
  if (value === undefined) return undefined;
  const [whole = '', fraction = ''] = value.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** Prices of audio and images: `audio input 40.00, audio output 80.00`; empty where there are none. */
export function mediaText(price: Record<string, string>): string {
  return MEDIA_CLASSES.flatMap((name) => {
    const text = priceText(price, name);
    return text === undefined ? [] : [`${name.replaceAll('_', ' ')} ${text}`];
  }).join(', ');
}
