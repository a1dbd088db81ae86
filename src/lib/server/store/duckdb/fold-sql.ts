import type { Fold } from '../store';
import type { CellsSql } from './cells-sql';
import type { Parameters } from './parameters';

/** Id of all names of a label that are not told apart. */
export const FOLDED = -1;

/** Whether a row of u is of a name that is told apart, as SQL. */
export function toldSql({ label, names }: Fold): { condition: string; parameters: Parameters } {
  const kept = names.filter((name) => name !== null);
  const ids = `SELECT id FROM label WHERE kind = '${label}' AND name IN (SELECT unnest($fold_names::VARCHAR[]))`;
  const either = [
    ...(kept.length > 0 ? [`u."${label}" IN (${ids})`] : []),
    ...(kept.length < names.length ? [`u."${label}" = 0`] : []),
  ];
  return {
    condition: `(${either.join(' OR ') || 'false'})`,
    parameters: kept.length > 0 ? { fold_names: kept } : {},
  };
}

/** Cells of which only some names of a label are told apart: the ids of the others become one. */
export function foldedSql({ cells, parameters }: CellsSql, fold: Fold): CellsSql {
  const { label } = fold;
  const told = toldSql(fold);
  const column = `CASE WHEN ${told.condition} THEN u."${label}" ELSE ${FOLDED} END AS "${label}"`;
  const key = `u."${label}",`;
  return {
    // Where records are summed they are so by fewer names at once.
    cells: cells.includes(key)
      ? cells.replaceAll(key, `${column},`)
      : `(SELECT * REPLACE (${column}) FROM ${cells} AS u)`,
    parameters: { ...parameters, ...told.parameters },
  };
}
