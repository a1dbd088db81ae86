/** A heavy query, a small one, or a transaction that writes. */
export type QueryKind = 'read' | 'ask' | 'write';
