import { ERROR_CLASSES } from '$lib/usage/error-classes';
import { ERROR_GUIDES, type ErrorGuide } from '$lib/usage/error-guide';
import type { Format } from '$lib/formats/format';
import type { Reading } from './loading-text';
import { isThere, literal } from './loading-text';

/** SQL for how a request ended, over the text columns `t_status`, `t_error` and `t_error_class`. */
export interface OutcomeSql {
  /** HTTP status from 100 to 599, or NULL. */
  httpStatus: string;
  /** 'ok', 'error', 'unreadable', or NULL where the cell is empty. */
  statusWord: string;
  /** 'ok' or an error class; NULL where the source does not log errors. */
  outcome: string;
}

const OK_WORDS = "('ok', 'success', 'succeeded')";
const ERROR_WORDS = "('error', 'failed', 'failure')";

/** These say it whatever the text is: a 503 that asks to retry later is no rate limit. */
const DECISIVE_STATUS =
  "WHEN r_http_status = 429 THEN 'rate_limited' WHEN r_http_status = 499 THEN 'cancelled' WHEN r_http_status IN (502, 503, 529) THEN 'server' WHEN r_http_status = 504 THEN 'timeout'";
/** These where the text says nothing: a relay may wrap anything in a 400 or a 500. */
const FROM_STATUS =
  "WHEN r_http_status IN (401, 403) THEN 'auth' WHEN r_http_status = 408 THEN 'timeout' WHEN r_http_status IN (400, 422) THEN 'invalid_request' WHEN r_http_status >= 500 THEN 'server'";

/**
 * Status, error and error class as one outcome. A row is an error where status or error says so; a file that has only
 * a class says it by the class. The class is the one named, else that of an HTTP status which leaves no doubt, else
 * follows from the error's text, then from the HTTP status, else is `other`; lost state of a session is told before both. Where errors are optional, rows without one are known to be ok in a file that has errors.
 */
export function outcomeSql({ format, source, texts }: Reading): OutcomeSql {
  const logs = {
    status: texts.status !== undefined,
    error: format.fields.error !== undefined && isThere(format.fields.error, source),
    errorClass: texts.error_class !== undefined,
  };
  const isError = errorConditions(format, logs).join(' OR ') || 'false';
  const ended = logs.error || (logs.errorClass && !logs.status) ? 'true' : "r_status_word = 'ok'";
  const known = format.errorsOptional ? `${ended} AND (SELECT bool_or(${isError}) FROM records)` : ended;
  return {
    httpStatus: httpStatusSql(logs),
    statusWord: logs.status ? statusWordSql() : 'NULL::VARCHAR',
    outcome: `CASE WHEN ${isError} THEN ${classSql(logs)} WHEN ${known} THEN 'ok' END`,
  };
}

function errorConditions(
  format: Format,
  logs: { status: boolean; error: boolean; errorClass: boolean },
): string[] {
  const conditions: string[] = [];
  if (logs.status) conditions.push("r_status_word = 'error'");
  if (logs.error) conditions.push(errorSays(format.fields.error?.errorWhen));
  if (logs.errorClass && !logs.status && !logs.error) conditions.push('t_error_class IS NOT NULL');
  return conditions;
}

function errorSays(when: 'not_empty' | string[] | undefined): string {
  if (!Array.isArray(when)) return 't_error IS NOT NULL';
  return `coalesce(lower(trim(t_error)) IN (${when.map((text) => literal(text.toLowerCase())).join(', ')}), false)`;
}

function httpStatusSql(logs: { status: boolean; error: boolean }): string {
  const of = (text: string, from: number): string =>
    `CASE WHEN length(${text}) = 3 AND regexp_full_match(${text}, '[1-5]\\d\\d') AND ${text} >= '${from}' THEN CAST(${text} AS SMALLINT) END`;
  const parts = [...(logs.status ? [of('t_status', 100)] : []), ...(logs.error ? [of('t_error', 400)] : [])];
  return parts.length > 0 ? `coalesce(${parts.join(', ')}, NULL)` : 'NULL::SMALLINT';
}

function statusWordSql(): string {
  return `CASE WHEN t_status IS NULL THEN NULL WHEN t_status IN ('ok', 'success', '200') THEN 'ok' WHEN lower(trim(t_status)) IN ${OK_WORDS} THEN 'ok' WHEN lower(trim(t_status)) IN ${ERROR_WORDS} THEN 'error' WHEN regexp_full_match(t_status, '[23]\\d\\d') THEN 'ok' WHEN regexp_full_match(t_status, '[45]\\d\\d') THEN 'error' ELSE 'unreadable' END`;
}

/**
 * The class named; else session_state, which calls a rollback, where the text of the error says so; else what a decisive
 * HTTP status, the text (data/errors.json) or any other status says.
 */
function classSql(logs: { error: boolean; errorClass: boolean }): string {
  const classes = ERROR_CLASSES.map(literal).join(', ');
  const texts = [...(logs.errorClass ? ['t_error_class'] : []), ...(logs.error ? ['t_error'] : [])];
  const said = `lower(concat_ws(' ', ${texts.join(', ')}))`;
  const fromText = (guides: readonly ErrorGuide[]): string[] =>
    guides
      .filter(({ text }) => text !== undefined && texts.length > 0)
      .map(
        (guide) => `WHEN regexp_matches(${said}, ${literal(guide.text ?? '')}) THEN ${literal(guide.class)}`,
      );
  const ofState = fromText(ERROR_GUIDES.filter((guide) => guide.class === 'session_state'));
  const named = logs.errorClass
    ? [`WHEN lower(trim(t_error_class)) IN (${classes}) THEN lower(trim(t_error_class))`]
    : [];
  return `CASE ${[...named, ...ofState, DECISIVE_STATUS, ...fromText(ERROR_GUIDES), FROM_STATUS].join(' ')} ELSE 'other' END`;
}
