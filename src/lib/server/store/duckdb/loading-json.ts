import { literal } from './loading-text';

/** A member of JSON in the cells of a column: `other.cache_tokens`, `credits[].amount`. */
export interface JsonMember {
  cell: string;
  /** Names from the outside in; `x[]` goes into a list. */
  path: string[];
}

/**
 * The text of a member, NULL where there is none or the cell holds no JSON (see jsonProblems). Where a name has a dot
 * itself, the rest of the path may be one name (`attributes.error.type`). In lists, the numbers add up; what is no
 * number stays, to be rejected as such.
 */
export function jsonMemberText({ cell, path }: JsonMember): string {
  const valid = (sql: string): string => `CASE WHEN json_valid(${cell}) THEN nullif(${sql}, '') END`;
  if (path.some((step) => step.endsWith('[]'))) return valid(summed(cell, path));
  const at = (names: string[]): string =>
    `json_extract_string(${cell}, ${literal(`$${names.map(quoted).join('')}`)})`;
  return valid(path.length === 1 ? at(path) : `coalesce(${at(path)}, ${at([path.join('.')])})`);
}

function summed(cell: string, path: string[]): string {
  const steps = path.map((step) => {
    if (step === '[]') return '[*]';
    return step.endsWith('[]') ? `${quoted(step.slice(0, -2))}[*]` : quoted(step);
  });
  const list = `json_extract_string(${cell}, ${literal(`$${steps.join('')}`)})`;
  const sum = `TRY(CAST(list_sum(CAST(${list} AS DECIMAL(30,12)[])) AS VARCHAR))`;
  return `CASE WHEN len(${list}) > 0 THEN coalesce(${sum}, CAST(${list} AS VARCHAR)) END`;
}

function quoted(name: string): string {
  return `."${name.replace(/["\\]/g, '')}"`;
}
