import type { Format } from '$lib/formats/format';
import { formatToSpec } from '$lib/formats/parse-format';
import type { Preview } from '$lib/server/store/store';
import type { Reject, Upload } from '$lib/usage/upload';
import type { TriedEffect } from '$lib/usage/upload-effect';
import type { UsageRecord } from '$lib/usage/usage-record';
import type { Dialect, UploadPreview } from './preview';

const NEWLINE_NAMES: Record<string, string> = { '\n': 'LF', '\r\n': 'CRLF', '\r': 'CR' };

export interface UploadJson extends Omit<Upload, 'ignoredKinds' | 'receivedAt' | 'uploadedBy'> {
  ignored_kinds: Record<string, number>;
  received_at: string;
  uploaded_by: string | null;
}

/** An upload as the API shows it (api.md "Uploads"). */
export function uploadToJson({ ignoredKinds, receivedAt, uploadedBy, ...upload }: Upload): UploadJson {
  return { ...upload, ignored_kinds: ignoredKinds, received_at: receivedAt, uploaded_by: uploadedBy ?? null };
}

/** What a dry run answers: the books, and what would become of months; nulls where that cannot be told. */
export function dryRunToJson(upload: Upload, effect: TriedEffect | undefined): Record<string, unknown> {
  const { name, format, route, rows, ignoredKinds, from, to, has, issues } = upload;
  const { currency = null, effect: months = null, new_months = null, late_months = null } = effect ?? {};
  return {
    dry_run: true,
    ...{ name, format, route: route ?? null, rows, ignored_kinds: ignoredKinds },
    ...{ from: from ?? null, to: to ?? null, has, issues },
    ...{ currency, effect: months, new_months, late_months },
  };
}

/** A preview as the API shows it: at most 20 rows, and how each field of a row is filled. */
export function previewToJson(preview: UploadPreview): Record<string, unknown> {
  const { format, candidates, proposal, header, dialect, normalised, issues } = preview;
  return {
    format: format ? labelled(format) : null,
    candidates: candidates.map(labelled),
    proposal: proposal
      ? {
          format: formatToSpec({ ...proposal.format, id: 'my-format', label: 'My format' }),
          questions: proposal.questions,
          unused: proposal.unused,
        }
      : null,
    header,
    dialect: dialectToJson(dialect),
    mapping: format ? mappingOf(format) : [],
    ...normalisedToJson(normalised),
    issues,
  };
}

function labelled({ id, label }: Format): { id: string; label: string } {
  return { id, label };
}

function dialectToJson({
  newline,
  delimiter,
  numberStyle,
  numberStyleFits,
  ...dialect
}: Dialect): Record<string, unknown> {
  const name = newline === undefined ? null : NEWLINE_NAMES[newline];
  return {
    ...dialect,
    delimiter: delimiter ?? null,
    newline: name,
    number_style: numberStyle ?? null,
    number_style_fits: numberStyleFits,
  };
}

function mappingOf(format: Format): Record<string, unknown>[] {
  return Object.entries(format.fields).map(([field, source]) => ({
    field,
    column: source?.column ?? null,
    value: source?.value ?? null,
    default: source?.default ?? null,
  }));
}

function normalisedToJson(normalised: Preview | undefined): Record<string, unknown> {
  if (!normalised) return { rows: [], rejects: [], ignored_kinds: {}, has: null };
  const { rows, rejects, ignoredKinds, has } = normalised;
  const shown: Reject[] = rejects.slice(0, 20);
  return { rows: rows.map(recordToJson), rejects: shown, ignored_kinds: ignoredKinds, has };
}

function recordToJson(record: UsageRecord): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [snakeCase(name), value as unknown]),
  );
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
