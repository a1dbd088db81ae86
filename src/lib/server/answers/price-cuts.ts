import { edgesOf } from '$lib/pricing/daily-window';
import type { ModelRef } from '$lib/pricing/model-index';
import type { PriceBook } from '$lib/pricing/price-book';
import type { Facets } from '$lib/server/store/facets';
import type { DayParts } from '$lib/server/store/store';
import { priceBook } from './books';
import { kept } from './kept';
import { readings, readingsBy, readingsIn } from './reported-names';

/** Where a spend cube has to tell usage apart for prices to be put to it. */
export interface PriceCuts {
  /** Prompt sizes at which a price of one of the data's models begins. */
  promptBounds: number[];
  /** The models of the data whose price depends on the time of day, and when it changes. */
  dayParts: DayParts;
}

/** What the prices in force want told apart, for the models of a data set, whichever provider a name came from. */
export function priceCuts(sample: boolean): Promise<PriceCuts> {
  return kept(`cuts ${sample}`, async () => cutsOf(await priceBook(), await readings(sample)));
}

/** What they and the prices of an edit want told apart. */
export async function priceCutsWith(edited: PriceBook, sample: boolean): Promise<PriceCuts> {
  const now = await priceCuts(sample);
  const then = cutsOf(edited, await readingsBy(edited, sample));
  const both = <T>(a: T[], b: T[]): T[] => [...new Set([...a, ...b])];
  return {
    promptBounds: both(now.promptBounds, then.promptBounds),
    dayParts: {
      models: both(now.dayParts.models, then.dayParts.models),
      minutes: both(now.dayParts.minutes, then.dayParts.minutes),
    },
  };
}

/** What prices want told apart for the models of usage that is not in force. */
export function priceCutsFor(prices: PriceBook, models: Pick<Facets, 'models' | 'providers'>): PriceCuts {
  return cutsOf(prices, readingsIn(prices, models));
}

function cutsOf({ prices }: PriceBook, names: Map<string, ModelRef[]>): PriceCuts {
  const idOf = ({ provider, model }: { provider: string; model: string }): string => `${provider}/${model}`;
  const used = new Set([...names.values()].flat().map(idOf));
  const ofData = prices.filter((price) => used.has(idOf(price)));
  const windowed = ofData.filter(({ window }) => window !== undefined);
  const ids = new Set(windowed.map(idOf));
  return {
    promptBounds: [...new Set(ofData.map(({ abovePromptTokens }) => abovePromptTokens))],
    dayParts: {
      models: [...names].filter(([, refs]) => refs.some((ref) => ids.has(idOf(ref)))).map(([name]) => name),
      minutes: [...new Set(windowed.flatMap(({ window }) => edgesOf(window ?? '')))],
    },
  };
}
