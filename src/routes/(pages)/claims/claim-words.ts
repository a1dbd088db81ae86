import type { ClaimVerdict } from '$lib/claims/claim-spec';
import { counted } from '$lib/components/format-number';
import type { ClaimAnswer } from '$lib/server/answers/claims';

/** Verdicts in the order in which they matter to a decision, and how a sentence counts them. */
const VERDICT_WORDS: Record<ClaimVerdict, string> = {
  contradicted: 'contradicted',
  supported: 'supported',
  'data decides': 'for data to decide',
  'cannot be checked': 'beyond what data can check',
  input: 'an input',
};

/** What became of all claims, in a sentence that a person could say aloud. */
export function claimsSentence(claims: readonly { verdict: ClaimVerdict }[]): string {
  const parts = (Object.keys(VERDICT_WORDS) as ClaimVerdict[]).flatMap((verdict) => {
    const found = claims.filter((claim) => claim.verdict === verdict).length;
    return found > 0 ? [`${found} ${VERDICT_WORDS[verdict]}`] : [];
  });
  const last = parts.pop();
  if (last === undefined) return 'There is no claim to check.';
  return `Of ${counted(claims.length, 'claim')}, ${parts.length > 0 ? `${parts.join(', ')} and ` : ''}${last}.`;
}

/** A figure with its unit as people write it; undefined where there is none. */
export function figureText({ figure, unit }: Pick<ClaimAnswer, 'figure' | 'unit'>): string | undefined {
  if (figure === null) return undefined;
  const [whole = '', rest] = figure.replace('-', '').split('.');
  const number = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : `.${rest}`);
  const signed = figure.startsWith('-') ? `−${number}` : number;
  if (unit === 'USD' || unit === 'CNY') return `${unit === 'USD' ? '$' : '¥'}${signed}`;
  return unit === null ? signed : `${signed}\u00a0${unit}`;
}
