import type { Rate } from '$lib/exchange/rate';
import type { Engine, Transaction } from './engine';
import { text } from './rows';

const ADDED = `SELECT unnest(from_json($rows::JSON, '[{"base":"VARCHAR","quote":"VARCHAR","on":"VARCHAR","kind":"VARCHAR","rate":"VARCHAR","source":"VARCHAR"}]'), max_depth := 2)`;

/** All rates, by pair and date. */
export async function rates(engine: Engine): Promise<Rate[]> {
  const rows = await engine.ask('SELECT * FROM rate ORDER BY base, quote, observed_on, source');
  return rows.map((row) => ({
    base: text(row, 'base'),
    quote: text(row, 'quote'),
    on: text(row, 'observed_on'),
    kind: text(row, 'kind') as Rate['kind'],
    rate: text(row, 'rate'),
    source: text(row, 'source'),
  }));
}

/** Adds rates; those with an equal base, quote, date and source are replaced. Of equal ones in the list the last counts. */
export async function addRates(run: Transaction, added: Rate[]): Promise<void> {
  if (added.length === 0) return;
  const unique = new Map(
    added.map((rate) => [JSON.stringify([rate.base, rate.quote, rate.on, rate.source]), rate]),
  );
  const rows = JSON.stringify([...unique.values()]);
  await run(
    `DELETE FROM rate WHERE (base, quote, observed_on, source) IN (SELECT (base, quote, "on", source) FROM (${ADDED}))`,
    { rows },
  );
  await run(`INSERT INTO rate ${ADDED}`, { rows });
}
