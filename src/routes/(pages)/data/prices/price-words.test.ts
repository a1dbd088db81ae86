import { describe, expect, it } from 'vitest';
import { mediaText, scopeOf } from './price-words';

describe('mediaText', () => {
  it('names each price of audio and images, written as it is elsewhere, and no other', () =>
    expect(mediaText({ input: '2', audio_input: '40', audio_output: '80.5', image_input: '0.0028' })).toBe(
      'audio input 40.00, audio output 80.50, image input 0.0028',
    ));

  it('is empty where there are none', () => expect(mediaText({ input: '2', output: '8' })).toBe(''));
});

describe('scopeOf', () => {
  it('is what a price is for beside the base tier', () => {
    expect(scopeOf({ price_list: 'list', above_prompt_tokens: '0' })).toBe('');
    expect(scopeOf({ price_list: 'relay-a', tier: 'batch', above_prompt_tokens: '200000' })).toBe(
      'list relay-a, batch, prompts above 200,000',
    );
  });
});
