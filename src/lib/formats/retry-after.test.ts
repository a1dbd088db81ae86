import { describe, expect, it } from 'vitest';
import { RETRY_AFTER_HEADER, RETRY_AFTER_TEXT } from './retry-after';

const inText = (text: string): string | undefined => new RegExp(RETRY_AFTER_TEXT).exec(text)?.[1]?.trim();

describe('RETRY_AFTER_TEXT', () => {
  it.each([
    ['Rate limit reached for gpt-4.1 … Limit 30000, Used 29000. Please try again in 20s. Visit …', '20s'],
    ['Please try again in 6m0s.', '6m0s'],
    ['Please try again in 1.024s. Contact us', '1.024s'],
    ['please Try again in 620ms', '620ms'],
    ['Requests have exceeded the call rate limit. Please retry after 24 seconds.', '24 seconds'],
    ['Please retry in 34.074824224s.', '34.074824224s'],
    ['{"@type": "RetryInfo", "retryDelay": "34s"}', '34s'],
    ['Retry-After: 7', '7'],
    ['429, retry_after=12', '12'],
    ['Try again in 2 minutes', '2 minutes'],
  ])('%s', (text, wait) => {
    expect(inText(text)).toBe(wait);
  });

  it.each(['Rate limit of 20 requests exceeded', 'Please try again later', 'retry 3 of 5 failed'])(
    '%s says no time',
    (text) => {
      expect(inText(text)).toBeUndefined();
    },
  );
});

describe('RETRY_AFTER_HEADER', () => {
  it.each([
    ['20', '20'],
    ['["7"]', '7'],
    ['Fri, 31 Dec 1999 23:59:59 GMT', undefined],
  ])('%s', (text, wait) => {
    expect(new RegExp(RETRY_AFTER_HEADER).exec(text)?.[1]).toBe(wait);
  });
});
