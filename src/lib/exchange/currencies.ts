/** Given up for the euro or redenominated since 1999, but in the histories of rates that central banks publish. */
const FORMER = ['CYP', 'EEK', 'HRK', 'LTL', 'LVL', 'MTL', 'ROL', 'SIT', 'SKK', 'TRL'];

const codes = new Set([...Intl.supportedValuesOf('currency'), ...FORMER]);

/** Is this an ISO 4217 code, in capitals? */
export function isCurrency(code: string): boolean {
  return codes.has(code);
}
