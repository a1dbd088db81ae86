import { period } from '$lib/components/format-date';
import { count, counted } from '$lib/components/format-number';
import type { BridgeAnswer, BridgePeriod } from '$lib/server/answers/bridge-answer';

/** Why two periods are not held against each other without a second thought; nothing where they are. */
export function bridgeCautions({ before, after }: BridgeAnswer): string[] {
  const cut = [before, after].filter(({ partial }) => partial);
  return [
    ...cut.map(
      (one) =>
        `Incomplete: the data covers ${count(one.days_with_data)} of the ${counted(one.days, 'day')} of ${period(one.from, one.to)}.`,
    ),
    ...(cut.length === 0 && before.days !== after.days
      ? [
          `The periods are of different length: ${counted(before.days, 'day')} and ${counted(after.days, 'day')}.`,
        ]
      : []),
    ...[before, after].flatMap(leftOut),
  ];
}

/** Why there is nothing to bridge; undefined where there is. */
export function bridgeMissing({ totals, before, after }: BridgeAnswer): string | undefined {
  if (totals.before === null) return missingOf(before);
  if (totals.after === null) return missingOf(after);
  return undefined;
}

function missingOf({ from, to, days_with_data, unpriced_tokens, ...one }: BridgePeriod): string {
  const said = period(from, to);
  if (one.unrated_requests + one.unrated_tokens > 0)
    return `No exchange rate is known for ${said}: add rates under Data, Rates, or choose another currency.`;
  if (unpriced_tokens > 0) return `None of the usage of ${said} has a price: add prices under Data, Prices.`;
  return days_with_data === 0 ? `The data has nothing in ${said}.` : `Nothing in ${said} fits these filters.`;
}

function leftOut({ from, to, unpriced_tokens, unrated_requests, unrated_tokens }: BridgePeriod): string[] {
  const of = period(from, to);
  return [
    ...(unpriced_tokens > 0
      ? [`${counted(unpriced_tokens, 'token')} of ${of} without a price are in no amount.`]
      : []),
    ...(unrated_requests + unrated_tokens > 0
      ? [
          `${counted(unrated_requests, 'request')} (${counted(unrated_tokens, 'token')}) of ${of} on days without an exchange rate are in no amount.`,
        ]
      : []),
  ];
}
