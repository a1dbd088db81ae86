import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { ROOT } from '../../scripts/build.js';

const FROM = Date.UTC(2024, 6, 1);
const DAY_MS = 86_400_000;
const DAYS = 730;
const MODELS = 30;
const HEADER =
  'time,route,provider,model,input_tokens,cached_input_tokens,output_tokens,requests,bucket_seconds';

/** The four of it; the two that a new database lacks are relays. */
export const WIDE_ROUTES = ['official', 'relay', 'relay-b', 'relay-c'];

/**
 * Writes daily sums of two years × 30 models with a price × 4 routes, the same at every call.
 * @param {string} path
 * @returns {number} rows
 */
export function writeWideFile(path) {
  const generator = xoroshiro128plus(1);
  const models = pricedModels().slice(0, MODELS);
  const lines = [HEADER];
  for (let day = 0; day < DAYS; day++) {
    const time = new Date(FROM + day * DAY_MS).toISOString();
    for (const route of WIDE_ROUTES)
      for (const model of models) {
        const input = 1_000_000 + ((generator.next() >>> 0) % 9_000_000);
        const output = (generator.next() >>> 0) % 2_000_000;
        lines.push(`${time},${route},${model},${input},${Math.floor(input / 3)},${output},1000,86400`);
      }
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
  return lines.length - 1;
}

/** Models of the shipped price table as `provider,model`, those of each provider in turn. */
function pricedModels() {
  const folder = join(ROOT, 'data', 'prices');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const byProvider = files.map((name) => {
    /** @type {{ provider: string, models: { model: string }[] }} */
    const { provider, models } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return models.map(({ model }) => `${provider},${model}`);
  });
  const longest = Math.max(...byProvider.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) =>
    byProvider.flatMap((names) => names.slice(i, i + 1)),
  ).flat();
}
