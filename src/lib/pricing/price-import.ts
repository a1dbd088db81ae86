import type { Parsed } from '../usage/filters';
import { isGenaiPrices, parseGenaiPrices } from './genai-prices';
import type { ImportDefaults, PriceImport } from './imported-price';
import { isLitellmMap, parseLitellmMap } from './litellm-prices';
import { isModelsDev, parseModelsDev } from './models-dev-prices';
import { isNewApiPricing, parseNewApiPricing } from './new-api-prices';
import { isOpenrouterModels, parseOpenrouterModels } from './openrouter-prices';
import { parsePriceCsv } from './price-csv';

/** Prices of a file: CSV, or a public catalogue's or relay's JSON, told apart by their shape. */
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
    if (isOpenrouterModels(map)) return parseOpenrouterModels(map, defaults);
    if (isNewApiPricing(map)) return parseNewApiPricing(map, defaults);
    if (isModelsDev(map)) return parseModelsDev(map, defaults);
  }
  return refusal(
    'not a price table that is known here: LiteLLM’s map, models.dev’s, genai-prices’, OpenRouter’s or new-api’s JSON, or CSV',
  );
}

function refusal(message: string): Parsed<PriceImport> {
  return { ok: false, issues: [{ where: 'file', message }] };
}
