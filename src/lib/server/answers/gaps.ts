import type { SavingsAnswer } from '$lib/exchange/savings-answer';
import type { Upload } from '$lib/usage/upload';
import type { Gap, OverviewAnswer } from './overview-answer';

/** What gaps are found in. */
export interface Evidence {
  savings: SavingsAnswer;
  /** Whether latency was measured on each route. */
  latency: { baseline: boolean; candidate: boolean };
  errors: OverviewAnswer['errors'];
  uploads: Upload[];
}

const WHOLE = new Intl.NumberFormat('en');

/** What is missing to trust the answer more, gravest first. */
export function gaps({ savings, latency, errors, uploads }: Evidence): Gap[] {
  const found = [
    noRate(savings),
    unpriced(savings),
    oneSided('no_latency', 'latency', savings, latency.baseline, latency.candidate),
    oneSided('no_errors', 'error log', savings, errors.baseline, errors.candidate),
    staleRate(savings),
    tierUnknown(savings),
    timeUnknown(savings),
    rejected(uploads),
  ];
  return found.filter((gap) => gap !== undefined);
}

function noRate({ basis }: SavingsAnswer): Gap | undefined {
  if (basis.unrated_requests === 0) return undefined;
  return {
    kind: 'no_rate',
    what: 'Some days have no exchange rate or no terms',
    detail: `${WHOLE.format(basis.unrated_requests)} requests are in no figure`,
    action: { label: 'Import rates', href: '/data/rates' },
  };
}

function unpriced({ basis, totals, rows }: SavingsAnswer): Gap | undefined {
  if (basis.unpriced_tokens === 0) return undefined;
  const models = rows.filter((row) => row.unpriced_tokens > 0).length;
  const share = (basis.unpriced_tokens / totals.tokens) * 100;
  return {
    kind: 'unpriced',
    what:
      models === 1 ? '1 model has tokens without a price' : `${models} models have tokens without a price`,
    detail: `${WHOLE.format(basis.unpriced_tokens)} tokens, ${share < 0.1 ? 'under 0.1' : share.toFixed(1)} % of all`,
    action: { label: 'Add prices', href: '/data/prices' },
  };
}

function oneSided(
  kind: 'no_latency' | 'no_errors',
  what: string,
  { baseline, candidate }: SavingsAnswer,
  onBaseline: unknown,
  onCandidate: unknown,
): Gap | undefined {
  const missing = [onBaseline ? [] : baseline.name, onCandidate ? [] : candidate.name].flat();
  if (missing.length === 0) return undefined;
  return {
    kind,
    what: `No ${what} for ${missing.join(' and ')}`,
    detail: "Providers' own exports have none; a gateway's request log has",
    action: { label: 'Add a gateway log', href: '/data' },
  };
}

function staleRate({ basis: { rate } }: SavingsAnswer): Gap | undefined {
  if (!rate.stale) return undefined;
  return {
    kind: 'stale_rate',
    what: `The last exchange rate is ${rate.age_days} days older than the last usage`,
    detail: `${rate.latest} ${rate.quote} per ${rate.base}, of ${rate.of}`,
    action: { label: 'Import rates', href: '/data/rates' },
  };
}

function tierUnknown({ basis }: SavingsAnswer): Gap | undefined {
  if (basis.tier_unknown_requests === 0) return undefined;
  return {
    kind: 'tier_unknown',
    what: 'Prompt sizes are not in some of this data',
    detail: `${WHOLE.format(basis.tier_unknown_requests)} requests are priced at the base tier`,
    action: { label: 'Add a request log', href: '/data' },
  };
}

function timeUnknown({ basis }: SavingsAnswer): Gap | undefined {
  if (basis.time_unknown_requests === 0) return undefined;
  return {
    kind: 'time_unknown',
    what: 'Times of day are not in some of this data',
    detail: `${WHOLE.format(basis.time_unknown_requests)} requests are of models with prices by the hour`,
    action: { label: 'Add a request log', href: '/data' },
  };
}

function rejected(uploads: Upload[]): Gap | undefined {
  const rows = uploads.reduce((sum, upload) => sum + upload.rows.rejected, 0);
  if (rows === 0) return undefined;
  return {
    kind: 'rejected',
    what: rows === 1 ? '1 row could not be used' : `${WHOLE.format(rows)} rows could not be used`,
    detail: 'Each is kept with its line and the reason',
    action: { label: 'See rejects', href: '/data' },
  };
}
