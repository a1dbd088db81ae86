const codes = new Set(Intl.supportedValuesOf('currency'));

/** Is this an ISO 4217 code, in capitals? Codes of the past count too: long histories of rates hold them. */
export function isCurrency(code: string): boolean {
  return codes.has(code);
}
