import Papa from 'papaparse';
import type { Issue, Parsed } from '../usage/filters';
import { withoutContradictions, type ImportDefaults, type PriceImport } from './imported-price';
import { parsePriceSpec, PRICE_SPEC_FIELDS, type PriceSpec } from './price-spec';

/**
 * Prices of CSV per million tokens (api.md "Routes, prices, rates"): columns in any case and order, empty cells
 * absent. A header that cannot be used refuses the file; rows that cannot be used are refused one by one, with their
 * line.
 */
export function parsePriceCsv(csv: string, defaults: ImportDefaults): Parsed<PriceImport> {
  const { data, errors } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), {
    delimitersToGuess: [',', ';', '\t'],
  });
  const names = (data[0] ?? []).map((name) => name.trim().toLowerCase());
  const issues = [...headerIssues(names), ...errors.filter(({ type }) => type === 'Quotes').map(toIssue)];
  if (issues.length > 0) return { ok: false, issues };
  const found: PriceImport = { prices: [], refused: [] };
  for (const [index, cells] of data.entries())
    if (index > 0 && cells.some((cell) => cell.trim() !== ''))
      readRow(cells, names, `line ${index + 1}`, defaults, found);
  return { ok: true, value: withoutContradictions(found) };
}

function headerIssues(names: string[]): Issue[] {
  const where = 'header';
  const unknown = names.filter((name) => !PRICE_SPEC_FIELDS.includes(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const missing = ['provider', 'model', 'currency'].filter((name) => !names.includes(name));
  return [
    ...(unknown.length > 0
      ? [
          {
            where,
            message: `not columns of a price: ${unknown.join(', ')}. Use ${PRICE_SPEC_FIELDS.join(', ')}`,
          },
        ]
      : []),
    ...(twice.length > 0 ? [{ where, message: `named twice: ${twice.join(', ')}` }] : []),
    ...(missing.length > 0 ? [{ where, message: `there is no column ${missing.join(', ')}` }] : []),
  ];
}

function toIssue({ row, message }: Papa.ParseError): Issue {
  return { where: `line ${(row ?? 0) + 1}`, message };
}

function readRow(
  cells: string[],
  names: string[],
  where: string,
  defaults: ImportDefaults,
  found: PriceImport,
): void {
  if (cells.length !== names.length) {
    found.refused.push({ where, message: `has ${cells.length} cells, the header has ${names.length}` });
    return;
  }
  const spec: PriceSpec = Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  const parsed = parsePriceSpec(spec, defaults);
  if (parsed.ok) found.prices.push(parsed.value);
  else
    for (const issue of parsed.issues)
      found.refused.push({ where: `${where}, column ${issue.where}`, message: issue.message });
}
