import type { Hideable } from '$lib/report/labels';

/** A value for every label that is found nowhere else: whoever looks for it in a report's bytes finds it or not. */
export const NAMES: Record<Hideable, string[]> = {
  project: ['falcon-7731', 'kestrel-7732'],
  user: ['ann.7733@example.com', 'bob 7734'],
  api_key: ['sk-live-7735'],
  feature: ['zebra-7736', 'okapi-7737'],
  region: ['qx-7738', 'cn-7739'],
  model: ['house-llm-7740', 'gpt-4.1'],
  route: ['relay-7741'],
  /** Of the model that has no price. */
  tier: ['night-7742'],
};

/** Conversations, errors and latency on both routes over three days of June 2026, with every label. */
export function labelledUsage(): string {
  const head =
    'time,route,model,input_tokens,cached_input_tokens,output_tokens,feature,project,user,api_key,region,tier,conversation,request_id,status,duration_ms,ttft_ms';
  const rows = Array.from({ length: 240 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 5, 1 + (i % 3), i % 24, i % 60)).toISOString();
    const of = (label: Hideable): string => NAMES[label][i % NAMES[label].length] ?? '';
    const route = i % 2 === 0 ? 'official' : 'relay-7741';
    const status = i % 40 === 0 ? '429' : 'ok';
    return [
      at,
      route,
      of('model'),
      1000 + i,
      100,
      200 + (i % 50),
      of('feature'),
      of('project'),
      of('user'),
      of('api_key'),
      of('region'),
      i % 2 === 0 ? of('tier') : '',
      `c-${Math.floor(i / 6)}`,
      `r-${i}`,
      status,
      400 + i,
      100 + i,
    ].join(',');
  });
  return `${[head, ...rows].join('\n')}\n`;
}
