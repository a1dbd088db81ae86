import type { Payer } from '$lib/exchange/payer';
import type { Filters } from '$lib/usage/filters';

const MOST = 16;
const payers = new Map<string, Payer>();

/** The payer of filters, one object for equal ones: what is kept by payer then serves the next request too. */
export function payerOf({ home, currency, rate }: Filters): Payer {
  const key = JSON.stringify([home, currency, rate]);
  const known = payers.get(key);
  if (known) return known;
  if (payers.size >= MOST) payers.clear();
  const payer = { home, currency, rate };
  payers.set(key, payer);
  return payer;
}
