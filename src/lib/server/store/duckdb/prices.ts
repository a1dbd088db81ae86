import type { ModelAlias, Price } from '$lib/pricing/price';
import type { Engine, Transaction } from './engine';
import pricesQuery from './queries/prices.sql?raw';
import type { Row } from './rows';
import { number, optionalText, text } from './rows';

/** Prices and aliases as they hold now: of equal keys the one that was added last. */
export async function prices(engine: Engine): Promise<{ prices: Price[]; aliases: ModelAlias[] }> {
  const aliases = await engine.ask(
    'SELECT alias, provider, model FROM alias QUALIFY row_number() OVER (PARTITION BY alias, provider ORDER BY seq DESC) = 1 ORDER BY seq',
  );
  return {
    prices: (await engine.ask(pricesQuery)).map(toPrice),
    aliases: aliases.map((row) => ({
      alias: text(row, 'alias'),
      provider: text(row, 'provider'),
      model: text(row, 'model'),
    })),
  };
}

/** Every price of a model in the order in which they were added. */
export async function priceHistory(
  engine: Engine,
  { priceList, provider, model }: Pick<Price, 'priceList' | 'provider' | 'model'>,
): Promise<Price[]> {
  const rows = await engine.ask(
    'SELECT * EXCLUDE (seq) FROM price WHERE price_list = $list AND provider = $provider AND model = $model ORDER BY seq',
    { list: priceList, provider, model },
  );
  return rows.map(toPrice);
}

/** Adds prices and aliases after all that are there. One statement a table, whatever their number. */
export async function addPrices(run: Transaction, added: Price[], aliases: ModelAlias[]): Promise<void> {
  if (added.length > 0)
    await run(
      `INSERT INTO price BY NAME SELECT (SELECT coalesce(max(seq), 0) FROM price) + row_number() OVER () AS seq, p.* FROM (
        SELECT unnest(from_json($rows::JSON, '[{"price_list":"VARCHAR","provider":"VARCHAR","model":"VARCHAR","currency":"VARCHAR","effective_from":"VARCHAR","effective_to":"VARCHAR","tier":"VARCHAR","above_prompt_tokens":"INTEGER","daily_window":"VARCHAR","multiplier":"VARCHAR","per_mtok":"VARCHAR","source":"VARCHAR","checked":"VARCHAR"}]'), max_depth := 2)) AS p`,
      { rows: JSON.stringify(added.map(toRow)) },
    );
  if (aliases.length > 0)
    await run(
      `INSERT INTO alias SELECT (SELECT coalesce(max(seq), 0) FROM alias) + row_number() OVER (), a.* FROM (
        SELECT unnest(from_json($rows::JSON, '[{"alias":"VARCHAR","provider":"VARCHAR","model":"VARCHAR"}]'), max_depth := 2)) AS a`,
      { rows: JSON.stringify(aliases) },
    );
}

function toRow(price: Price): Record<string, unknown> {
  return {
    price_list: price.priceList,
    provider: price.provider,
    model: price.model,
    currency: price.currency,
    effective_from: price.effectiveFrom,
    effective_to: price.effectiveTo,
    tier: price.tier,
    above_prompt_tokens: price.abovePromptTokens,
    daily_window: price.window,
    multiplier: price.multiplier,
    per_mtok: JSON.stringify(price.perMTok),
    source: price.source,
    checked: price.checked,
  };
}

function toPrice(row: Row): Price {
  const effectiveTo = optionalText(row, 'effective_to');
  const tier = optionalText(row, 'tier');
  const window = optionalText(row, 'daily_window');
  const multiplier = optionalText(row, 'multiplier');
  return {
    priceList: text(row, 'price_list'),
    provider: text(row, 'provider'),
    model: text(row, 'model'),
    currency: text(row, 'currency'),
    effectiveFrom: text(row, 'effective_from'),
    ...(effectiveTo === undefined ? {} : { effectiveTo }),
    ...(tier === undefined ? {} : { tier }),
    abovePromptTokens: number(row, 'above_prompt_tokens'),
    ...(window === undefined ? {} : { window }),
    ...(multiplier === undefined ? {} : { multiplier }),
    perMTok: JSON.parse(text(row, 'per_mtok')) as Price['perMTok'],
    source: text(row, 'source'),
    checked: text(row, 'checked'),
  };
}
