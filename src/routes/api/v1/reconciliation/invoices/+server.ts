import { json } from '@sveltejs/kit';
import { signedBody } from '$lib/server/access/signed-body';
import { respondWith } from '$lib/server/api';
import { invoiceToJson, invoices, putInvoice, removeInvoice } from '$lib/server/answers/invoices';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** GET /api/v1/reconciliation/invoices */
export const GET: RequestHandler = ({ url }) =>
  respondWith(url, async (filters) => json({ invoices: (await invoices(filters)).map(invoiceToJson) }));

/** PUT /api/v1/reconciliation/invoices { route, month, amount, currency, note?, by? }: in place of the one there is. */
export const PUT: RequestHandler = async ({ url, request, locals }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  return respondWith(url, async (filters) =>
    json(invoiceToJson(await putInvoice(filters, signedBody(body.value, locals.identity)))),
  );
};

/** DELETE /api/v1/reconciliation/invoices?route=&month=&currency= */
export const DELETE: RequestHandler = ({ url }) =>
  respondWith(url, async (filters, query) => {
    const of = (key: string): string => query.get(key) ?? '';
    const which = { route: of('route'), month: of('month'), currency: of('currency') };
    return (await removeInvoice(filters, which))
      ? new Response(null, { status: 204 })
      : problem(404, { type: 'no-invoice', title: 'There is no such invoice' });
  });
