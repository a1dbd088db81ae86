import type { Parsed } from '../usage/filters';
import { isGenaiPrices, parseGenaiPrices } from './genai-prices';
import type { ImportDefaults, PriceImport } from './imported-price';
import { isLitellmMap, parseLitellmMap } from './litellm-prices';
import { isModelsDev, parseModelsDev } from './models-dev-prices';
import { parsePriceCsv } from './price-csv';

/** Prices of a file: CSV, or one of three public catalogues as JSON, told apart by their shape. */
export function parsePriceImport(text: string, defaults: ImportDefaults): Parsed<PriceImport> {
  if (!/^[\s\uFEFF]*[[{]/.test(text)) return parsePriceCsv(text, defaults);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return refusal(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (isGenaiPrices(json)) return parseGenaiPrices(json, defaults);
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
    const map = json as Record<string, unknown>;
    if (isLitellmMap(map)) return parseLitellmMap(map, defaults);
    if (isModelsDev(map)) return parseModelsDev(map, defaults);
  }
  return refusal(
    'not a price table that is known here: LiteLLM’s map, models.dev’s or genai-prices’ JSON, or CSV',
  );
}

function refusal(message: string): Parsed<PriceImport> {
  return { ok: false, issues: [{ where: 'file', message }] };
}
