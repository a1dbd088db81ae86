import { describe, expect, it } from 'vitest';
import { whatIfWords } from './what-if-words';

const PREMISES = { windowMessages: 10, messagesPerTurn: 2, systemTokens: undefined, uncacheable: [] };

describe('what is said of each way to send conversations', () => {
  it('names the window in messages and in turns', () => {
    const { window } = whatIfWords(PREMISES);
    expect(window.name).toBe('rolling window of 10');
    expect(window.assumption).toContain('the last 10 messages (5 turns)');
  });
  it('says plainly what a session on the server saves', () => {
    const { session } = whatIfWords(PREMISES);
    expect(session.assumption).toContain('billed as before');
    expect(session.assumption).toContain('only where the relay’s window drops history');
  });
  it('says what the system prompt is taken to be', () => {
    expect(whatIfWords(PREMISES).window.assumption).toContain('smallest first prompt of its feature');
    expect(whatIfWords({ ...PREMISES, systemTokens: 300 }).both.assumption).toContain('as given');
  });
  it('names models that nothing can be cached of', () => {
    expect(whatIfWords({ ...PREMISES, uncacheable: ['kimi-k2.5'] }).caching.assumption).toContain(
      'kimi-k2.5',
    );
  });
});
