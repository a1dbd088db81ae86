import { describe, expect, it } from 'vitest';
import { columnWords } from './column-synonyms';
import { proposeFormat } from './propose';

const rows = (...lines: string[]) => lines.map((line) => line.split('|'));
const propose = (header: string, ...lines: string[]) => proposeFormat(header.split('|'), rows(...lines));
const asked = (proposal: ReturnType<typeof propose>) => proposal.questions.map(({ where }) => where);

describe('columnWords', () => {
  it.each([
    ['ContextTokens', 'context_tokens'],
    ['TIMESTAMP', 'timestamp'],
    ['Prompt Tokens', 'prompt_tokens'],
    [' latency (ms) ', 'latency_ms'],
    ['gen_ai.usage.input-tokens', 'gen_ai_usage_input_tokens'],
    ['cache_write_5m_tokens', 'cache_write_5m_tokens'],
  ])('reads %s as %s', (name, words) => expect(columnWords(name)).toBe(words));
});

describe('proposeFormat', () => {
  it('maps a production trace and asks for zone and model', () => {
    const proposal = propose(
      'TIMESTAMP|ContextTokens|GeneratedTokens',
      '2023-11-16 18:17:03.9799600|4808|10',
    );
    expect(proposal.format).toMatchObject({
      grain: 'request',
      numberStyle: '1234.56',
      signature: ['TIMESTAMP', 'ContextTokens', 'GeneratedTokens'],
      fields: {
        starts_at: { column: 'TIMESTAMP' },
        input: { column: 'ContextTokens' },
        output: { column: 'GeneratedTokens' },
      },
    });
    expect(asked(proposal)).toEqual(['fields.model', 'zone']);
  });

  it('takes units from names, errors from codes, and asks where there is no time', () => {
    const proposal = propose(
      'route|model|request_index|error_code|error_msg|ttft_s|end_to_end_latency_s|input_tokens|output_tokens|total_tokens',
      'a|llama|0|||0.55756|1.528|550|151|701',
      'a|llama|1|429|slow down|0|0|550|0|550',
    );
    expect(proposal.format.fields).toMatchObject({
      route: { column: 'route' },
      ttft_ms: { column: 'ttft_s', unit: 's', sentinels: [0] },
      duration_ms: { column: 'end_to_end_latency_s', unit: 's' },
      error: { column: 'error_code', errorWhen: 'not_empty' },
    });
    expect(asked(proposal)).toEqual(['fields.starts_at', 'fields.error.column']);
    expect(proposal.unused).toEqual(['request_index', 'error_msg', 'total_tokens']);
  });

  it('asks for a unit that no name gives', () => {
    const proposal = propose(
      'time|model|input_tokens|output_tokens|latency',
      '2026-06-01T00:00:00Z|m|1|2|850',
    );
    expect(proposal.questions).toEqual([
      {
        where: 'fields.duration_ms.unit',
        question: 'In which unit is latency?',
        choices: ['s', 'ms', 'us'],
        assumed: 'ms',
      },
    ]);
  });

  it.each([
    ['1781481600', 'unix_s'],
    ['1781481600.25', 'unix_s'],
    ['1781481600000', 'unix_ms'],
  ])('reads %s as %s', (time, unit) => {
    const proposal = propose('created|model|prompt_tokens|completion_tokens', `${time}|m|1|2`);
    expect(proposal.format.fields.starts_at).toEqual({ column: 'created', unit });
    expect(asked(proposal)).toEqual([]);
  });

  it('does not guess dates of another order', () => {
    const proposal = propose('date|model|prompt_tokens|completion_tokens', '03/04/2026|m|1|2');
    expect(asked(proposal)).toEqual(['fields.starts_at.column']);
  });

  it('takes dates beside request counts as days', () => {
    const proposal = propose('date|model|requests|prompt_tokens|completion_tokens', '2026-06-01|m|12|1|2');
    expect(proposal.format).toMatchObject({
      grain: 'bucket',
      fields: { bucket_seconds: { value: '86400' } },
    });
  });
});

describe('proposeFormat on cached tokens', () => {
  const header = 'time|model|input_tokens|cached_tokens|output_tokens|total_tokens';
  const row = (counts: string) => `2026-06-01T00:00:00Z|m|${counts}`;

  it('asks where nothing tells', () => {
    expect(asked(propose(header, row('1000|400|50|')))).toEqual(['input_includes_cached']);
  });

  it('knows from more cached than input: 400 of 100 cannot be a part', () => {
    const proposal = propose(header, row('100|400|50|'));
    expect(proposal.format.inputIncludesCached).toBe(false);
    expect(asked(proposal)).toEqual([]);
  });

  it.each([
    ['1000 + 50 = 1050', '1000|400|50|1050', true],
    ['1000 + 400 + 50 = 1450', '1000|400|50|1450', false],
  ])('knows from the total: %s', (_, counts, includes) => {
    const proposal = propose(header, row(counts));
    expect(proposal.format.inputIncludesCached).toBe(includes);
    expect(asked(proposal)).toEqual([]);
  });
});

describe('proposeFormat on numbers and money', () => {
  const header = 'time|model|input_tokens|output_tokens|cost';
  const row = (counts: string) => `2026-06-01T00:00:00Z|m|${counts}`;

  it.each([
    ['1,234|7|0.25', '1,234.56'],
    ['1.234|7|0,25', '1.234,56'],
    ['1 234|7|0,25', '1 234,56'],
    ['1234|7|0.25', '1234.56'],
  ])('reads %s as %s and asks for the currency only', (counts, style) => {
    const proposal = propose(header, row(counts));
    expect(proposal.format.numberStyle).toBe(style);
    expect(asked(proposal)).toEqual(['currency']);
  });

  it('asks where a cost of 1.234 may be a thousand', () => {
    const proposal = propose('time|model|input_tokens|output_tokens|cost_usd', row('12|7|1.234'));
    expect(proposal.format.currency).toBe('USD');
    expect(proposal.questions).toMatchObject([{ where: 'number_style', choices: ['1234.56', '1.234,56'] }]);
  });

  it('asks what an unknown status means', () => {
    const proposal = propose(
      'time|model|input_tokens|output_tokens|status',
      row('1|2|success'),
      row('1|2|odd'),
    );
    expect(proposal.format.fields.status).toEqual({ column: 'status', map: { success: 'ok', odd: 'error' } });
    expect(asked(proposal)).toEqual(['fields.status.map.odd']);
  });
});
