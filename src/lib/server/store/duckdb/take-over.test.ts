import { expect, it } from 'vitest';
import { OF_UPLOADS } from './take-over';

const MIGRATIONS = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Tables that a rebuild takes over as they are. */
const OF_PEOPLE = [
  'alias',
  'api_token',
  'audit',
  'credential',
  'document',
  'format',
  'invite',
  'person',
  'price',
  'rate',
  'report',
  'report_link',
  'route',
  'route_term',
  'session',
  'setting',
  'setup_code',
];

/** Names that migrations give to tables that they rename. */
const PASSING = ['latency_sketch', 'conversation_part_of', 'conversation_gap_of', 'conversation_turn_of'];

it('every table comes either from uploads, and is made anew, or from people, and is taken over', () => {
  const made = Object.values(MIGRATIONS).flatMap((sql) =>
    [...sql.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)/g)].map(([, name = '']) => name),
  );
  const tables = made.filter((name) => !PASSING.includes(name));
  expect([...new Set([...tables, 'migration'])].sort()).toEqual(
    [...new Set([...OF_UPLOADS, ...OF_PEOPLE])].sort(),
  );
});
