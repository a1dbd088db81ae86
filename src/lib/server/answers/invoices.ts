import * as v from 'valibot';
import { app } from '$lib/server/app';
import { BadInput } from '$lib/server/api';
import type { Filters } from '$lib/usage/filters';
import { decimalToPico, picoToDecimal, type Pico } from '$lib/usage/money';
import { books } from './books';
import { showsSample } from './scope';

const COLLECTION = 'invoice';
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The total of a route's invoices for a month in one currency, as somebody entered it. */
export interface Invoice {
  route: string;
  /** YYYY-MM. */
  month: string;
  /** ISO 4217. */
  currency: string;
  amount: Pico;
  note: string | null;
  /** Who entered it, as they say; nobody checks it. */
  by: string | null;
  /** When, RFC 3339. */
  at: string;
}

const kept = v.strictObject({
  sample: v.boolean(),
  route: v.string(),
  month: v.pipe(v.string(), v.regex(MONTH)),
  currency: v.string(),
  amount: v.string(),
  note: v.nullable(v.string()),
  by: v.nullable(v.string()),
});

const words = (most: number) =>
  v.exactOptional(
    v.nullable(
      v.pipe(v.string('must be text'), v.trim(), v.maxLength(most, `is longer than ${most} characters`)),
    ),
    null,
  );
const sent = v.strictObject({
  route: v.string('must be the id of a route'),
  month: v.pipe(
    v.string('must be a month, YYYY-MM'),
    v.regex(MONTH, ({ input }) => `not a month: ${input}. Write YYYY-MM`),
  ),
  currency: v.pipe(
    v.string('must be a currency, such as USD'),
    v.toUpperCase(),
    v.check(
      (code) => Intl.supportedValuesOf('currency').includes(code),
      ({ input }) => `no currency has the code ${input}; use ISO 4217, such as USD`,
    ),
  ),
  amount: v.pipe(
    v.string('must be a decimal in quotes, such as "1234.50"'),
    v.regex(/^-?\d{1,20}(\.\d{1,12})?$/, ({ input }) => `not an amount such as 1234.50: ${input}`),
  ),
  note: words(2_000),
  by: words(200),
});

/** The invoices of the data set that filters look at. Throws on a document that this module did not write. */
export async function invoices(filters: Pick<Filters, 'data'>): Promise<Invoice[]> {
  const { store } = await app();
  const inView = await showsSample(filters);
  return (await store.documents(COLLECTION)).flatMap(({ body, changedAt }) => {
    const { sample, amount, ...invoice } = v.parse(kept, body);
    return sample === inView ? [{ ...invoice, amount: decimalToPico(amount), at: changedAt }] : [];
  });
}

/** Writes the invoice of a route, month and currency in place of the one there is. Throws BadInput with the key at fault. */
export async function putInvoice(filters: Pick<Filters, 'data'>, body: unknown): Promise<Invoice> {
  const parsed = v.safeParse(sent, body);
  if (!parsed.success) throw new BadInput(parsed.issues.map(toIssue));
  const { amount, note, by, ...invoice } = parsed.output;
  const { routes } = await books();
  if (!routes.some(({ id }) => id === invoice.route))
    throw new BadInput([
      {
        where: 'route',
        message: `there is no route ${invoice.route}. Routes: ${routes.map(({ id }) => id).join(', ')}`,
      },
    ]);
  const { store, now } = await app();
  const sample = await showsSample(filters);
  const exact = decimalToPico(amount);
  const said = { note: note || null, by: by || null };
  const at = new Date(now()).toISOString();
  await store.putDocument(COLLECTION, {
    id: idOf(sample, invoice),
    body: { sample, ...invoice, amount: picoToDecimal(exact), ...said } satisfies v.InferOutput<typeof kept>,
    changedAt: at,
  });
  return { ...invoice, ...said, amount: exact, at };
}

/** Removes an invoice; false where there is none. */
export async function removeInvoice(
  filters: Pick<Filters, 'data'>,
  of: Pick<Invoice, 'route' | 'month' | 'currency'>,
): Promise<boolean> {
  const { store } = await app();
  const found = (await invoices(filters)).some(
    ({ route, month, currency }) => route === of.route && month === of.month && currency === of.currency,
  );
  if (found) await store.removeDocument(COLLECTION, idOf(await showsSample(filters), of));
  return found;
}

/** An invoice as the API shows it. */
export function invoiceToJson({ amount, ...invoice }: Invoice): Omit<Invoice, 'amount'> & { amount: string } {
  return { ...invoice, amount: picoToDecimal(amount) };
}

function idOf(
  sample: boolean,
  { route, month, currency }: Pick<Invoice, 'route' | 'month' | 'currency'>,
): string {
  return JSON.stringify([sample ? 'sample' : 'own', route, month, currency]);
}

function toIssue(issue: v.InferIssue<typeof sent>): { where: string; message: string } {
  const where = v.getDotPath(issue) ?? 'body';
  if (issue.type !== 'strict_object') return { where, message: issue.message };
  return {
    where,
    message:
      issue.expected === 'never'
        ? 'there is no such key'
        : issue.received === 'undefined'
          ? 'is missing'
          : 'must be an object',
  };
}
