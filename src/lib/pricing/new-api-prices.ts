import Big from 'big.js';
import type { Parsed } from '../usage/filters';
import { entriesOf, isEntry, type Entry } from './catalogue-entry';
import {
  addCataloguePrice,
  dateOf,
  readEntries,
  type CataloguePrice,
  type ImportDefaults,
  type PriceImport,
} from './imported-price';

const BY_TOKENS = 0;

/** Whether a JSON value looks like a relay's /api/pricing as new-api answers it: models with ratios. */
export function isNewApiPricing(json: Record<string, unknown>): boolean {
  return entriesOf(json['data']).some((model) => 'model_name' in model && 'model_ratio' in model);
}

/**
 * Prices of a relay that runs new-api, in USD of credit per million tokens: input = model_ratio × 2 × the ratio of the
 * group; output, cache and audio are multiples of it. They hold from the date given, for a price list of their own, and
 * for the model of the table that a name stands for. Prices per call are by another unit; prices that are an expression
 * are refused.
 */
export function parseNewApiPricing(
  json: Record<string, unknown>,
  defaults: ImportDefaults,
): Parsed<PriceImport> {
  const from = dateOf(defaults, 'the answer has no dates: say from which day its prices hold');
  if (!from.ok) return from;
  if (defaults.priceList === undefined)
    return {
      ok: false,
      issues: [
        {
          where: 'price_list',
          message: 'these are prices of a relay: name the list that they are of, such as relay-a',
        },
      ],
    };
  const ratio = groupRatio(json, defaults.group);
  if (!ratio.ok) return ratio;
  const read = (model: Entry) => (found: PriceImport) =>
    readModel(model, { effectiveFrom: from.value, ratio: ratio.value }, defaults, found);
  return { ok: true, value: readEntries(entriesOf(json['data']).map(read)) };
}

/** What a group pays of the list; `default` unless said otherwise. */
function groupRatio(json: Record<string, unknown>, asked: string | undefined): Parsed<Big> {
  const groups = isEntry(json['group_ratio']) ? json['group_ratio'] : {};
  const ratio = decimalOf(groups[asked ?? 'default'] ?? (asked === undefined ? 1 : undefined));
  if (ratio) return { ok: true, value: ratio };
  const known = Object.keys(groups).join(', ');
  return { ok: false, issues: [{ where: 'group', message: `there is no group ${asked}. Groups: ${known}` }] };
}

function readModel(
  model: Entry,
  { effectiveFrom, ratio }: { effectiveFrom: string; ratio: Big },
  defaults: ImportDefaults,
  found: PriceImport,
): void {
  if (model['quota_type'] !== BY_TOKENS) return;
  const name = String(model['model_name']);
  const { provider = String(model['owner_by'] || 'relay'), model: id = name } =
    defaults.resolve?.(name) ?? {};
  const input = decimalOf(model['model_ratio'])?.times(2).times(ratio);
  if (model['billing_mode'] === 'tiered_expr')
    found.refused.push({ where: name, message: 'the price is an expression, not a number' });
  else if (!input) found.refused.push({ where: name, message: 'its model_ratio is no number' });
  else
    addCataloguePrice(
      found,
      { provider, model: id, above: 0, effectiveFrom, numbers: numbersOf(model, input) },
      1,
      defaults,
    );
}

function numbersOf(model: Entry, input: Big): CataloguePrice['numbers'] {
  const times = (price: Big | undefined, field: string): Big | undefined => {
    const factor = decimalOf(model[field]);
    return price && factor?.times(price);
  };
  const audio = times(input, 'audio_ratio');
  const numbers = {
    uncached_input: input,
    cached_input: times(input, 'cache_ratio'),
    cache_write_5m: times(input, 'create_cache_ratio'),
    output: times(input, 'completion_ratio'),
    audio_input: audio,
    audio_output: times(audio, 'audio_completion_ratio'),
    image_input: times(input, 'image_ratio'),
  };
  return Object.fromEntries(Object.entries(numbers).map(([name, price]) => [name, price?.toFixed()]));
}

function decimalOf(value: unknown): Big | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? new Big(value) : undefined;
}
