import { INPUT_FROM_THE_FRONT, OUTPUT_CLASSES, type InputClass } from '$lib/conversations/resent-classes';
import { TOKEN_CLASSES, type TokenClass } from '$lib/usage/token-classes';

/** The token classes that occur in what is profiled: the others are 0 and cost nothing. */
export class UsedClasses {
  constructor(private readonly used: ReadonlySet<TokenClass>) {}

  /** Columns of the classes, each followed by a comma. */
  columns(): string {
    return TOKEN_CLASSES.filter((name) => this.used.has(name))
      .map((name) => `u.${name},`)
      .join(' ');
  }

  /** The prompt: all input of a turn. */
  prompt(alias = 'u.'): string {
    return this.sum(INPUT_FROM_THE_FRONT, alias);
  }

  output(alias = 'u.'): string {
    return this.sum(OUTPUT_CLASSES, alias);
  }

  /** Sum of some classes, as SQL. */
  sum(classes: readonly TokenClass[], alias = ''): string {
    const found = classes.filter((name) => this.used.has(name)).map((name) => `${alias}${name}`);
    return found.length === 0 ? '0::BIGINT' : found.join(' + ');
  }

  /** Sum over turns of a class. */
  total(name: TokenClass): string {
    return this.used.has(name) ? `sum(${name})::BIGINT AS ${name}` : `0 AS ${name}`;
  }

  /**
   * Sum over turns of how many tokens of a class are history: what `resent` takes of the prompt's front up to and with
   * the class, less what it takes up to the class before.
   */
  resent(name: InputClass): string {
    const at = INPUT_FROM_THE_FRONT.indexOf(name);
    const upTo = (count: number): string => this.sum(INPUT_FROM_THE_FRONT.slice(0, count));
    return this.used.has(name)
      ? `sum(least(resent, ${upTo(at + 1)}) - least(resent, ${upTo(at)}))::BIGINT AS resent_${name}`
      : `0 AS resent_${name}`;
  }
}
