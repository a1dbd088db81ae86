import { matchesPattern } from '../usage/matches-pattern';
import { modelSpellings } from './model-spellings';
import { canonicalProvider, chargesListPriceOf, isPlatform } from './platforms';
import type { ModelAlias } from './price';

/** A model of the price table. */
export interface ModelRef {
  provider: string;
  model: string;
}

type Resolve = (provider: string | undefined, reportedModel: string) => ModelRef | undefined;

/**
 * How reported names become models. An exact alias or id of any spelling wins, the most specific spelling first, and
 * an alias before an id; else the pattern, an alias or the model of a price, with the most literal characters. Of several providers of one id the
 * reported one wins, else the first that makes models rather than sells those of others. Later aliases supersede equal earlier ones. Undefined: unknown, never a guess.
 */
export function createModelIndex(models: ModelRef[], aliases: ModelAlias[]): Resolve {
  const exact = exactNames(models, aliases);
  const patterns = [...models.map((ref) => ({ alias: ref.model, ...ref })), ...aliases]
    .filter(({ alias }) => alias.includes('*'))
    .map(toPattern)
    .reverse();
  const known = new Map<string, ModelRef | undefined>();
  return (provider, reportedModel) => {
    const key = provider === undefined ? reportedModel : `${reportedModel}\0${provider}`;
    if (!known.has(key)) known.set(key, find(provider, reportedModel, exact, patterns));
    return known.get(key);
  };
}

interface Pattern {
  pattern: string;
  literals: number;
  target: ModelRef;
}

/** Name → candidates, the preferred first: aliases (the latest first), then ids in the order of the table. */
function exactNames(models: ModelRef[], aliases: ModelAlias[]): Map<string, ModelRef[]> {
  const names = new Map<string, ModelRef[]>();
  const add = (name: string, target: ModelRef): void => {
    const key = name.toLowerCase();
    const targets = names.get(key);
    if (targets) targets.push(target);
    else names.set(key, [target]);
  };
  for (const { alias, provider, model } of aliases.toReversed())
    if (!alias.includes('*')) add(alias, { provider, model });
  for (const model of models) add(model.model, model);
  return names;
}

function toPattern({ alias, provider, model }: ModelAlias): Pattern {
  return { pattern: alias, literals: alias.replaceAll('*', '').length, target: { provider, model } };
}

function find(
  provider: string | undefined,
  reported: string,
  exact: Map<string, ModelRef[]>,
  patterns: Pattern[],
): ModelRef | undefined {
  const { names, providers } = modelSpellings(reported);
  const said = provider === undefined ? [] : [provider];
  const hints = [...said, ...providers];
  for (const [index, name] of names.entries()) {
    // Somebody who lists a whole name, prefix included, has said what it is: only the reported provider counts.
    const target = preferred(exact.get(name) ?? [], index === 0 ? said : hints);
    if (target) return target;
  }
  return longest(patterns, names, hints);
}

function longest(patterns: Pattern[], names: string[], hints: string[]): ModelRef | undefined {
  let best: Pattern | undefined;
  for (const pattern of patterns) {
    if (best && best.literals >= pattern.literals) continue;
    if (allowed(pattern.target, hints) && names.some((name) => matchesPattern(pattern.pattern, name)))
      best = pattern;
  }
  return best?.target;
}

function preferred(targets: ModelRef[], hints: string[]): ModelRef | undefined {
  for (const hint of hints) {
    const own = targets.find(({ provider }) => isProvider(hint, provider));
    if (own && allowed(own, hints)) return own;
  }
  const possible = targets.filter((target) => allowed(target, hints));
  return possible.find(({ provider }) => !isPlatform(provider)) ?? possible[0];
}

function allowed(target: ModelRef, hints: string[]): boolean {
  return hints.every(
    (hint) => isProvider(hint, target.provider) || chargesListPriceOf(hint, target.provider),
  );
}

function isProvider(hint: string, provider: string): boolean {
  return hint.toLowerCase() === provider.toLowerCase() || canonicalProvider(hint) === provider.toLowerCase();
}
