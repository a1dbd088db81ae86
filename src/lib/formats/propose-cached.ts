import type { FieldName, NumberStyle } from './format';
import { readNumber } from './number-style';
import type { Question } from './propose-field';
import type { SampledColumn } from './sampled-column';

/**
 * Whether the source's input count contains cached tokens: certain where there are none, where more tokens are cached
 * than the input has, or where a column of totals gives it away; otherwise a question.
 */
export function proposeCached(
  matches: Map<FieldName, SampledColumn[]>,
  columns: SampledColumn[],
  style: NumberStyle,
): { includesCached: boolean; questions: Question[] } {
  const counts = rowCounts(matches, columns, style);
  if (!matches.has('cached_input') && !matches.has('cache_write_5m'))
    return { includesCached: true, questions: [] };
  if (counts.some(({ input, cached }) => cached > input)) return { includesCached: false, questions: [] };
  const telling = counts.filter(({ cached, total }) => cached > 0 && total !== undefined);
  const inclusive = telling.some(({ input, output, total }) => total === input + output);
  const exclusive = telling.some(({ input, cached, output, total }) => total === input + cached + output);
  if (inclusive !== exclusive) return { includesCached: inclusive, questions: [] };
  return { includesCached: true, questions: [question(matches)] };
}

interface RowCounts {
  input: number;
  cached: number;
  output: number;
  total: number | undefined;
}

function rowCounts(
  matches: Map<FieldName, SampledColumn[]>,
  columns: SampledColumn[],
  style: NumberStyle,
): RowCounts[] {
  const totals = columns.find(({ words }) => words === 'total_tokens' || words === 'tokens_total');
  const read = (column: SampledColumn | undefined, row: number) =>
    readNumber(column?.cells[row] ?? '', style);
  const count = (field: FieldName, row: number) => read(matches.get(field)?.[0], row) ?? 0;
  return (columns[0]?.cells ?? []).map((_, row) => ({
    input: count('input', row),
    cached: count('cached_input', row) + count('cache_write_5m', row) + count('cache_write_1h', row),
    output: count('output', row),
    total: read(totals, row),
  }));
}

function question(matches: Map<FieldName, SampledColumn[]>): Question {
  const input = matches.get('input')?.[0]?.name ?? 'input';
  const cached = (matches.get('cached_input') ?? matches.get('cache_write_5m'))?.[0]?.name ?? 'cached';
  return {
    where: 'input_includes_cached',
    question: `Does ${input} contain the tokens of ${cached}, or do they come on top?`,
    choices: ['true', 'false'],
    assumed: 'true',
  };
}
