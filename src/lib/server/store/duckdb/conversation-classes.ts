import { INPUT_FROM_THE_FRONT, OUTPUT_CLASSES, type InputClass } from '$lib/conversations/resent-classes';
import { TOKEN_CLASSES, type TokenClass } from '$lib/usage/token-classes';

const LARGEST_INTEGER = 2 ** 31 - 1;

/** The token classes that occur in what is profiled, as SQL: the others are 0 and cost nothing. */
export class UsedClasses {
  readonly #used: ReadonlySet<TokenClass>;
  readonly #type: 'INTEGER' | 'BIGINT';

  /** `most` is the largest count of each class. Where all of them together are small, rows are half as wide. */
  constructor(most: Record<TokenClass, number>) {
    this.#used = new Set(TOKEN_CLASSES.filter((name) => most[name] !== 0));
    const sum = TOKEN_CLASSES.reduce((all, name) => all + most[name], 0);
    this.#type = sum <= LARGEST_INTEGER ? 'INTEGER' : 'BIGINT';
  }

  /** Columns of the classes, each followed by a comma. */
  columns(): string {
    return TOKEN_CLASSES.filter((name) => this.#used.has(name))
      .map((name) => `u.${name}::${this.#type} AS ${name},`)
      .join(' ');
  }

  /** The prompt: all input of a turn. */
  prompt(): string {
    return `(${this.sum(INPUT_FROM_THE_FRONT, 'u.')})::${this.#type}`;
  }

  /** The answer: all output of a turn. */
  answer(): string {
    return `(${this.sum(OUTPUT_CLASSES, 'u.')})::${this.#type}`;
  }

  /** Sum of some classes. */
  sum(classes: readonly TokenClass[], alias = ''): string {
    const found = classes.filter((name) => this.#used.has(name)).map((name) => `${alias}${name}`);
    return found.length === 0 ? '0' : found.join(' + ');
  }

  /** Sums over turns: of each class, and of how many tokens of each input class are history. */
  totals(): string {
    const all = TOKEN_CLASSES.map((name) =>
      this.#used.has(name) ? `sum(${name})::BIGINT AS ${name}` : `0 AS ${name}`,
    );
    return [...all, ...INPUT_FROM_THE_FRONT.map((name) => this.#resent(name))].join(', ');
  }

  /** What `resent` takes of the prompt's front up to and with the class, less what it takes up to the class before. */
  #resent(name: InputClass): string {
    if (!this.#used.has(name)) return `0 AS resent_${name}`;
    const at = INPUT_FROM_THE_FRONT.indexOf(name);
    const upTo = (count: number): string => this.sum(INPUT_FROM_THE_FRONT.slice(0, count));
    const before = upTo(at);
    const taken = before === '0' ? '' : ` - least(resent, ${before})`;
    return `sum(least(resent, ${upTo(at + 1)})${taken})::BIGINT AS resent_${name}`;
  }
}
