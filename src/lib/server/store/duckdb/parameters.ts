import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { DOUBLE, LIST, listValue } from '@duckdb/node-api';

/** Values of `$name` parameters. Lists must not be empty: the engine cannot tell their type. */
export type Parameters = Record<string, string | number | boolean | undefined | string[] | number[]>;

/** Only the parameters that a statement names: the engine refuses others. */
export function bound(sql: string, parameters: Parameters): Record<string, DuckDBValue> {
  const used = Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql));
  return Object.fromEntries(
    used.map(([name, value]) => [name, Array.isArray(value) ? listValue(value) : (value ?? null)]),
  );
}

/** The engine takes a list to be of the type of its first value: 1 before 0.5 would make it one of whole numbers. */
export function typesOf(parameters: Parameters): Record<string, DuckDBType | undefined> {
  const fractional = Object.entries(parameters).filter(
    ([, value]) =>
      Array.isArray(value) && value.some((one) => typeof one === 'number' && !Number.isInteger(one)),
  );
  return Object.fromEntries(fractional.map(([name]) => [name, LIST(DOUBLE)]));
}
