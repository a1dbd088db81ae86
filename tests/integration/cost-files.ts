const DAY_S = 86_400;
/** 2026-06-01T00:00:00Z. */
const JUNE_S = 1_780_272_000;

/** One row of OpenAI's completions usage export, of a day of June 2026. */
export interface UsageRow {
  day: number;
  project: string;
  user: string;
  model: string;
  requests: number;
  input: number;
  cached: number;
  output: number;
}

/** OpenAI's completions usage export, as downloaded. */
export function openaiUsageCsv(rows: UsageRow[]): string {
  const lines = rows.map(({ day, project, user, model, requests, input, cached, output }) =>
    [
      ...times(day),
      project,
      `${requests}.0`,
      user,
      'key_1',
      model,
      'False',
      'default',
      input,
      output,
      cached,
    ].join(','),
  );
  return file(
    'start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens',
    lines,
  );
}

/** One row of OpenAI's cost export. */
export interface CostRow {
  day: number;
  project: string;
  item: string;
  amount: string;
}

/** OpenAI's cost export of the generation of 2025. */
export function openaiCostCsv(rows: CostRow[]): string {
  const lines = rows.map(({ day, project, item, amount }) =>
    [...times(day), amount, 'usd', `"${item}"`, project, 'org-1', 'Acme'].join(','),
  );
  return file(
    'start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id,organization_id,organization_name',
    lines,
  );
}

function times(day: number): (string | number)[] {
  const start = JUNE_S + (day - 1) * DAY_S;
  const iso = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}+00:00`;
  return [start, start + DAY_S, iso(start), iso(start + DAY_S)];
}

function file(header: string, lines: string[]): string {
  return `${[header, ...lines].join('\n')}\n`;
}
