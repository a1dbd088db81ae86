import { counted } from '$lib/components/format-number';
import type { SavingsAnswer } from '$lib/exchange/savings-answer';
import { isUnrated } from '$lib/usage/basis';
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
  if (!isUnrated(basis)) return undefined;
  const { missing } = basis.rate;
  return {
    kind: 'no_rate',
    what: `Some days have no exchange rate or no terms${missing.length > 0 ? `: ${missing.join(', ')}` : ''}`,
    detail: `In no figure: ${counted(basis.unrated_requests, 'request')}, ${counted(basis.unrated_tokens, 'token')}`,
    action: { label: 'Import rates', href: '/data/rates' },
  };
}

function unpriced({ basis, totals, rows }: SavingsAnswer): Gap | undefined {
  if (basis.unpriced_tokens === 0) return undefined;
  const models = rows.filter((row) => row.unpriced_tokens > 0).length;
  return {
    kind: 'unpriced',
    what:
      models === 1 ? '1 model has tokens without a price' : `${models} models have tokens without a price`,
    detail: `${WHOLE.format(basis.unpriced_tokens)} tokens, ${shareText(basis.unpriced_tokens, totals.tokens)} of all`,
    action: { label: 'Add prices', href: '/data/prices' },
  };
}

function shareText(part: number, whole: number): string {
  const share = (part / whole) * 100;
  return `${share < 0.1 ? 'under 0.1' : share.toFixed(1)} %`;
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

function staleRate({ basis, totals }: SavingsAnswer): Gap | undefined {
  const { oldest, stale_tokens } = basis.rate;
  if (!oldest) return undefined;
  return {
    kind: 'stale_rate',
    what: `Exchange rates are up to ${oldest.age_days} days older than the usage they convert`,
    detail: `The oldest: ${oldest.rate} ${oldest.quote} per ${oldest.base}, of ${oldest.of}. ${shareText(stale_tokens, totals.tokens)} of all tokens rest on rates more than 7 days old`,
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
