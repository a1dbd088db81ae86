import type { FieldName, Format } from './format';
import type { Question } from './propose-field';
import type { SampledColumn } from './sampled-column';

const MIDNIGHT = /^\d{4}-\d{2}-\d{2}([T ]00:00(:00(\.0+)?)?Z?)?$/;

/** How long rows are that count several requests and name no end: days where all begin at midnight; always a question. */
export function proposeBuckets(matches: Map<FieldName, SampledColumn[]>): {
  fields: Format['fields'];
  questions: Question[];
} {
  const requests = matches.get('requests')?.[0]?.texts ?? [];
  const told = matches.has('ends_at') || matches.has('bucket_seconds');
  if (told || requests.every((text) => /^1(\.0+)?$/.test(text))) return { fields: {}, questions: [] };
  const times = matches.get('starts_at')?.[0]?.texts ?? [];
  const days = times.length > 0 && times.every((text) => MIDNIGHT.test(text));
  const question: Question = {
    where: 'fields.bucket_seconds.value',
    question: 'Rows count several requests. How many seconds does each row cover?',
    choices: ['60', '3600', '86400'],
    ...(days ? { assumed: '86400' } : {}),
  };
  return { fields: days ? { bucket_seconds: { value: '86400' } } : {}, questions: [question] };
}
