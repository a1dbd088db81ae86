import { columnWords, COLUMN_SYNONYMS } from './column-synonyms';
import { columnsAt, type JsonShape } from './json-shape';
import { lastName } from './sampled-column';

const TELLING = (['starts_at', 'model', 'input', 'output'] as const).map(
  (name) => new Set(COLUMN_SYNONYMS[name]),
);

/** Where JSON that no format knows has its records: where most of time, model, input and output are named, then most objects. */
export function likelyPlace(shape: JsonShape): string {
  const places = Object.keys(shape.lists).map((place) => ({ place, told: told(shape, place) }));
  const objects = ({ place }: { place: string }): number => shape.lists[place] ?? 0;
  places.sort((a, b) => b.told - a.told || objects(b) - objects(a));
  return places[0]?.place ?? '';
}

function told(shape: JsonShape, place: string): number {
  const words = columnsAt(shape, place).map((name) => columnWords(lastName(name)));
  return TELLING.filter((names) => words.some((word) => names.has(word))).length;
}
