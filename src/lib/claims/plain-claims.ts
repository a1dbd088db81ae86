import Big from 'big.js';
import type { Check, ClaimSpec } from './claim-spec';
import { changePct, grouped, percentText, placesOf, readsAs } from './claim-numbers';
import type { Judgement } from './judgement';

type CheckOf<Kind extends Check['kind']> = Extract<Check, { kind: Kind }>;

/** A change in percent between two declared numbers: right or wrong by arithmetic alone. */
export function judgeArithmetic(claim: ClaimSpec & { check: CheckOf<'arithmetic'> }): Judgement {
  const { from, to } = claim.check;
  const figure = claim.figure ?? '0';
  const change = changePct(from, to);
  const holds = readsAs(change, figure);
  return {
    verdict: holds ? 'supported' : 'contradicted',
    why: holds
      ? 'The figure follows from the claim’s own numbers; whether these are right it does not say.'
      : `The claim’s own numbers give ${percentText(change, Math.max(1, placesOf(figure)))}.`,
    working: [changeLine(from, to)],
    measured: null,
    decides: null,
  };
}

/** A claim that usage data cannot touch; the change that it declares is shown where it names two numbers. */
export function judgeNotCheckable({ check }: { check: CheckOf<'not_checkable'> }): Judgement {
  const { why, from, to } = check;
  return {
    verdict: 'cannot be checked',
    why,
    working: from !== undefined && to !== undefined ? [changeLine(from, to)] : [],
    measured: null,
    decides: null,
  };
}

/** What is offered, not claimed: it goes into a scenario. */
export function judgeInput({ check }: { check: CheckOf<'input'> }): Judgement {
  return {
    verdict: 'input',
    why: `Not a figure to check, but an input of the scenario: ${check.inputs}`,
    working: [],
    measured: null,
    decides: null,
  };
}

function changeLine(from: string, to: string): string {
  const places = Math.max(placesOf(from), placesOf(to));
  const [a, b] = [grouped(Big(from), places), grouped(Big(to), places)];
  return `(${b} − ${a}) ÷ ${a} = ${percentText(changePct(from, to), 1)}, as declared`;
}
