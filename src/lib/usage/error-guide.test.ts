import { describe, expect, it } from 'vitest';
import { ERROR_CLASSES } from './error-classes';
import { ERROR_GUIDES, errorGuide } from './error-guide';

/** The class of an error text as loading tells it: the first entry whose expression matches. */
function recognised(text: string): string | undefined {
  return ERROR_GUIDES.find(
    (guide) => guide.text !== undefined && new RegExp(guide.text).test(text.toLowerCase()),
  )?.class;
}

describe('the guide of errors', () => {
  it('says of every class what it means and what to do, in one line each', () => {
    for (const name of ERROR_CLASSES) {
      const { means, fix } = errorGuide(name);
      for (const line of [means, fix]) expect(line).toMatch(/^[A-Z][^\n]{20,160}\.$/);
    }
    expect(ERROR_GUIDES).toHaveLength(ERROR_CLASSES.length);
  });

  it.each([
    // The reference relay's four, and providers' own words for the same.
    ['Session not found', 'session_not_found'],
    ['{"error":{"code":"session_expired","message":"conversation expired"}}', 'session_not_found'],
    ['Context length exceeded', 'context_exceeded'],
    ["This model's maximum context length is 128000 tokens.", 'context_exceeded'],
    ['litellm.ContextWindowExceededError', 'context_exceeded'],
    ['prompt is too long: 208310 tokens > 200000 maximum', 'context_exceeded'],
    ['Rate limit exceeded, retry after 20 seconds', 'rate_limited'],
    ['RateLimitError', 'rate_limited'],
    ['429 Too Many Requests', 'rate_limited'],
    ['Invalid API key', 'auth'],
    ['Incorrect API key provided: sk-…', 'auth'],
    ['invalid x-api-key', 'auth'],
    ['litellm.AuthenticationError', 'auth'],
    ['session state mismatch', 'session_state'],
    ['Request timed out.', 'timeout'],
    ['DEADLINE_EXCEEDED', 'timeout'],
    ['InternalServerError', 'server'],
    ['overloaded_error: Overloaded', 'server'],
    ['Client disconnected', 'cancelled'],
    ['Unsupported parameter: max_tokens', 'invalid_request'],
    ['-100', undefined],
    ['something else went wrong', undefined],
  ])('recognises %s as %s', (text, errorClass) => expect(recognised(text)).toBe(errorClass));
});
