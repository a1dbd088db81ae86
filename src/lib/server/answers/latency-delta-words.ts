import { LEAST_BLOCKS, MOST_BY_HOUR } from '$lib/latency/block-unit';
import {
  clearWeights,
  LEAST_COVERAGE,
  signsDiffer,
  strataDisagree,
  type Verdict,
} from '$lib/latency/delta-verdict';
import { LEAST_MEASURED } from '$lib/latency/strata';
import type { DeltaParts } from './latency-delta';
import type { DeltaWarning, LatencyDeltaAnswer, QuantileFigures } from './latency-delta-answer';

const METRICS = { duration: 'duration', ttft: 'time to first token' };

/** Why the verdict is what it is, in one sentence. */
export function whyOf(
  parts: DeltaParts,
  verdict: Verdict,
  p95: QuantileFigures | null,
  resolutionMs: number,
): string {
  const { rows, pair, coverage, matched, request } = parts;
  const metric = METRICS[request.metric];
  for (const side of ['baseline', 'candidate'] as const)
    if (!rows[side]) return `Nothing on ${pair[side].name} has a measured ${metric} in what is looked at.`;
  if (matched.length === 0)
    return `There is no stratum (${alikeWords(parts)}) of which both routes have ${LEAST_MEASURED} measured requests.`;
  if (!p95)
    return `A source of one route records whole seconds, and the difference is smaller than ${resolutionMs / 1000} s: it cannot be seen in such records.`;
  const share = `${percent(coverage)} of what was measured on ${pair.baseline.name}`;
  if (verdict === 'not comparable')
    return `Only ${share} is in strata that both routes have; at least ${percent(LEAST_COVERAGE)} is needed.`;
  if (p95.low === null || p95.high === null) return tooShort(parts);
  const interval = `the 95 % interval of the p95 difference is ${milliseconds(p95.low)} to ${milliseconds(p95.high)}`;
  return verdict === 'no difference shown'
    ? `Like for like over ${share}, ${interval}: it holds 0.`
    : `Like for like over ${share}, ${interval}: all of it is ${verdict}.`;
}

function tooShort({ drawn }: DeltaParts): string {
  const many = `with more than ${MOST_BY_HOUR.toLocaleString('en')} measured requests hours are not told apart: look at a longer period, or at a shorter one to draw hours`;
  return drawn?.unit === 'day'
    ? `Too short a time for an interval: both routes need measured requests on at least ${LEAST_BLOCKS} days; ${many}.`
    : `Too short a time for an interval: both routes need measured requests in at least ${LEAST_BLOCKS} hours.`;
}

/** What a reader could be misled by. */
export function warningsOf(
  { pair, matched }: DeltaParts,
  raw: LatencyDeltaAnswer['raw'],
  figures: LatencyDeltaAnswer['matched'],
): DeltaWarning[] {
  const warnings: DeltaWarning[] = [];
  const name = pair.candidate.name;
  const differ = (['p50', 'p95'] as const).flatMap((quantile) => {
    const [all, like] = [raw[quantile], figures[quantile]];
    return all !== null && like && signsDiffer(all, like.value, like.baseline)
      ? [`${fasterBy(all)} at ${quantile}, and like for like ${fasterBy(like.value)}`]
      : [];
  });
  if (differ.length > 0)
    warnings.push({
      kind: 'raw-and-matched-differ',
      text: `All traffic together says that ${name} is ${differ.join('; ')}. The routes carry different traffic: the comparison like for like is the one to trust.`,
    });
  const { p95 } = figures;
  const clear = clearWeights(matched);
  if (p95 && p95.low !== null && strataDisagree(clear))
    warnings.push({
      kind: 'strata-disagree',
      text: `${name} is clearly faster for ${percent(clear.faster)} of the matched traffic and clearly slower for ${percent(clear.slower)}: see the strata before taking one figure for all.`,
    });
  return warnings;
}

function alikeWords({ request }: DeltaParts): string {
  const words = { model: 'model', region: 'region', output_band: 'size of answer' };
  return request.match.map((one) => words[one]).join(', ');
}

function fasterBy(ms: number): string {
  return `${milliseconds(Math.abs(ms))} ${ms < 0 ? 'faster' : 'slower'}`;
}

function milliseconds(ms: number): string {
  const places = Math.abs(ms) < 10 ? 1 : 0;
  return `${ms
    .toFixed(places)
    .replace('-', '−')
    .replace(/^−(0(\.0)?)$/, '$1')} ms`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(Number.isInteger(share * 100) ? 0 : 1)} %`;
}
