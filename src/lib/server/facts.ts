import { parseClaimFile, type ShippedClaim } from '$lib/claims/claim-spec';
import type { Rate } from '$lib/exchange/rate';
import { parseRateFile } from '$lib/exchange/rate-file';
import type { Route } from '$lib/exchange/route';
import { parseRoute } from '$lib/exchange/route-spec';
import type { ModelAlias, Price } from '$lib/pricing/price';
import { parsePriceFile } from '$lib/pricing/price-file';
import type { Parsed } from '$lib/usage/filters';

/** The facts that ship with Crossrate, each with its source: data/prices, data/rates, data/routes, data/presets, data/claims. */
export interface Facts {
  prices: Price[];
  aliases: ModelAlias[];
  rates: Rate[];
  routes: Route[];
  /** Relay terms to try out: never in the books, so nothing was ever billed by them. */
  presets: Route[];
  claims: ShippedClaim[];
}

const files = {
  prices: import.meta.glob('/data/prices/*.json', { eager: true, import: 'default' }),
  rates: import.meta.glob('/data/rates/*.json', { eager: true, import: 'default' }),
  routes: import.meta.glob('/data/routes/*.json', { eager: true, import: 'default' }),
  claims: import.meta.glob('/data/claims/*.json', { eager: true, import: 'default' }),
  presets: import.meta.glob('/data/presets/*.json', { eager: true, import: 'default' }),
};

let kept: Facts | undefined;

/** Shipped prices, rates, routes and claims, read and checked once. A file that breaks its schema is a broken build: it throws. */
export function shippedFacts(): Facts {
  kept ??= readFacts();
  return kept;
}

function readFacts(): Facts {
  const tables = read(files.prices, parsePriceFile);
  return {
    prices: tables.flatMap((table) => table.prices),
    aliases: tables.flatMap((table) => table.aliases),
    rates: read(files.rates, parseRateFile).flat(),
    routes: read(files.routes, parseRoute),
    claims: read(files.claims, parseClaimFile).flat(),
    presets: read(files.presets, parseRoute),
  };
}

function read<T>(found: Record<string, unknown>, parse: (file: unknown) => Parsed<T>): T[] {
  return Object.entries(found).map(([path, file]) => {
    const parsed = parse(file);
    if (parsed.ok) return parsed.value;
    throw new Error(
      `${path}: ${parsed.issues.map(({ where, message }) => `${where}: ${message}`).join('; ')}`,
    );
  });
}
