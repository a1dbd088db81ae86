import { describe, expect, it } from 'vitest';
import { BUILT_IN_FORMATS } from './built-in';
import { crossrate } from './crossrate';
import { recogniseFormat } from './recognise';

const recognise = (header: string) => recogniseFormat(header.split(','), BUILT_IN_FORMATS);

const OPENAI =
  'start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens,input_text_tokens,output_text_tokens,input_cached_text_tokens,input_audio_tokens,input_cached_audio_tokens,output_audio_tokens,input_image_tokens,input_cached_image_tokens,output_image_tokens';
const OPENROUTER =
  'generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user,finish_reason_raw,finish_reason_normalized,generation_time_ms,time_to_first_token_ms,app_name,api_key_name,api_key_disabled';

describe('recogniseFormat', () => {
  it.each([
    ['time,route,model,input_tokens,output_tokens', 'crossrate'],
    ['output_tokens,input_tokens,model,route,time,region', 'crossrate'],
    [OPENAI, 'openai-usage'],
    [`${OPENAI},project_name,organization_name`, 'openai-usage'],
    [OPENROUTER, 'openrouter-requests'],
    [OPENROUTER.replace('tokens_cached,', ''), 'openrouter-requests'],
    [OPENROUTER.split(',').reverse().join(','), 'openrouter-requests'],
  ])('knows %s', (header, id) => {
    expect(recognise(header)).toMatchObject({ format: { id }, noUsage: false });
  });

  it('compares names trimmed, without a byte order mark and in any case', () => {
    expect(recognise('\uFEFFTime, ROUTE ,Model,Input_Tokens,OUTPUT_TOKENS').format?.id).toBe('crossrate');
  });

  it('knows the four-column OpenAI export of a period without usage, and nothing wider', () => {
    expect(recognise('start_time,end_time,start_time_iso,end_time_iso')).toMatchObject({
      format: { id: 'openai-usage' },
      noUsage: true,
    });
    const wider = 'start_time,end_time,start_time_iso,end_time_iso,amount_value';
    expect(recognise(wider)).toEqual({ candidates: [], noUsage: false });
  });

  it('does not know a header that lacks one signature column', () => {
    expect(recognise('time,route,model,input_tokens').format).toBeUndefined();
    expect(recognise('').format).toBeUndefined();
  });

  it('prefers the most specific signature and leaves a draw to a person', () => {
    const wider = { ...crossrate, id: 'wider', signature: [...crossrate.signature, 'team'] };
    const same = { ...crossrate, id: 'same' };
    const header = ['time', 'route', 'model', 'input_tokens', 'output_tokens', 'team'];
    expect(recogniseFormat(header, [crossrate, wider]).format?.id).toBe('wider');
    const draw = recogniseFormat(header, [crossrate, same]);
    expect(draw.format).toBeUndefined();
    expect(draw.candidates.map(({ id }) => id)).toEqual(['crossrate', 'same']);
  });

  it('knows every generation by a signature of its own', () => {
    const format = { ...crossrate, signature: ['day', 'tokens_5m'], alternatives: [['day', 'tokens']] };
    expect(recogniseFormat(['Tokens', 'Day'], [format]).format?.id).toBe('crossrate');
    expect(recogniseFormat(['tokens_5m'], [format]).format).toBeUndefined();
  });

  it('takes the zone and the currency out of the header', () => {
    const format = {
      ...crossrate,
      signature: ['Time ({zone})', 'Cost ({currency})'],
      fields: {
        starts_at: { column: 'Time ({zone})' },
        charged: { column: 'Cost ({currency})', minus: ['Savings ({currency})'] },
      },
    };
    const found = (header: string[]) => recogniseFormat(header, [format]).format;
    expect(found(['cost (€)', 'Time (Asia/Shanghai)', 'Savings (€)'])).toMatchObject({
      zone: 'Asia/Shanghai',
      currency: 'EUR',
      fields: {
        starts_at: { column: 'Time (Asia/Shanghai)' },
        charged: { column: 'cost (€)', minus: ['Savings (€)'] },
      },
    });
    expect(found(['Cost (CNY)', 'Time (UTC)'])).toMatchObject({ zone: 'UTC', currency: 'CNY' });
    expect(found(['Cost', 'Time (UTC)'])).toBeUndefined();
    expect(found(['Cost (¥)', 'Time (UTC)'])?.currency, 'yuan or yen').toBe('USD');
  });

  it('knows JSON by the place of its records and their members, those around them too', () => {
    const format = {
      ...crossrate,
      shape: 'json' as const,
      records: ['items[]', 'data[].results[]'],
      signature: ['start', 'n'],
    };
    const shape = {
      members: ['data', 'data[].start', 'data[].results', 'data[].results[].n', 'more'],
      lists: { '': 1, 'data[]': 2, 'data[].results[]': 5 },
      more: false,
    };
    expect(recogniseFormat(shape, [crossrate, format]).format?.records).toEqual(['data[].results[]']);
    expect(recogniseFormat({ ...shape, lists: { '': 1, 'data[]': 2 } }, [format])).toEqual({
      format,
      candidates: [format],
      noUsage: true,
    });
  });
});
