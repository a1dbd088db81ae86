import type { Field } from './format';

/**
 * What a gateway says that a request cost. Gateways write 0 where they know no price, so 0 for a request that used
 * tokens (any of `tokens` above 0) says nothing and is read as empty.
 */
export function estimatedCost(column: string, tokens: string[]): Field {
  return {
    cases: tokens.map((name) => ({
      when: [
        { column, is: { below: 1e-12 } },
        { column: name, is: { above: 0 } },
      ],
    })),
    column,
  };
}
