import { Tokenizer, TokenizerError, TokenType } from '@streamparser/json';

/** How deep objects and lists may lie in one another. */
const DEEPEST = 100;
const MIB = 1 << 20;
/** Longest text or number. */
const LONGEST_VALUE = 16 * MIB;

/** What a reader meets, in the order of the file. Names and texts are unescaped; numbers keep the digits that they have. */
export interface JsonEvents {
  openObject(at: number): void;
  closeObject(): void;
  openList(at: number): void;
  closeList(): void;
  name(text: string, at: number): void;
  /** A text, a number, true, false, or null. */
  scalar(value: JsonScalar, at: number): void;
}

/** A number stays text, told from texts by `number`. */
export type JsonScalar = string | boolean | null | { number: string };

/** JSON that cannot be read: why, and after how many bytes of all that was written. */
export class JsonBroken extends Error {
  override name = 'JsonBroken';

  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** The tokenizer with numbers as they are written: its own would round them. */
class ExactTokenizer extends Tokenizer {
  protected override parseNumber(text: string): number {
    return text as unknown as number;
  }
}

type Awaiting = 'value' | 'value or ]' | 'name or }' | 'name' | ':' | ', or ]' | ', or }';

const WORDS: Record<Awaiting, string> = {
  value: 'a value is expected',
  'value or ]': 'a value or ] is expected',
  'name or }': 'a name in quotes or } is expected',
  name: 'a name in quotes is expected',
  ':': 'a colon is expected',
  ', or ]': 'a comma or ] is expected',
  ', or }': 'a comma or } is expected',
};

/**
 * Reads JSON values, one after the other, from bytes of UTF-8 that may be cut anywhere, and tells what it meets. Nothing
 * is kept but the value at hand and the stack of what is open. Throws JsonBroken; then it cannot be used further.
 */
export class JsonReader {
  readonly #events: JsonEvents;
  readonly #tokens = new ExactTokenizer({ stringBufferSize: 64 * 1024, numberBufferSize: 64 });
  readonly #open: ('object' | 'list')[] = [];
  #awaiting: Awaiting = 'value';
  #bytes = 0;
  /** Where the chunk of the last token begins. */
  #lastToken = 0;

  constructor(events: JsonEvents) {
    this.#events = events;
    this.#tokens.onToken = ({ token, value, offset }) => this.#take(token, value, offset);
    this.#tokens.onError = (error) => {
      if (!(error instanceof TokenizerError)) throw error;
      throw new JsonBroken(reason(error.message), position(error.message) ?? this.#bytes);
    };
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Is nothing open? A number at the very end may still be waiting for what ends it. */
  get between(): boolean {
    return this.#open.length === 0;
  }

  write(chunk: Uint8Array): void {
    this.#tokens.write(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes - this.#lastToken > LONGEST_VALUE + MIB && !this.#isBlank(chunk))
      throw new JsonBroken('a text is longer than 16 MiB', this.#lastToken);
  }

  /** Ends the input. */
  end(): void {
    const cut = new JsonBroken('it ends in the middle of a value', this.#bytes);
    this.#tokens.onError = (error) => {
      throw error instanceof TokenizerError ? cut : error;
    };
    this.#tokens.end();
    if (!this.between) throw cut;
  }

  /** White space may be of any length. */
  #isBlank(chunk: Uint8Array): boolean {
    const blank = chunk.every((byte) => byte === 32 || (byte >= 9 && byte <= 13));
    if (blank) this.#lastToken = this.#bytes;
    return blank;
  }

  #take(token: TokenType, value: unknown, at: number): void {
    this.#lastToken = this.#bytes;
    switch (token) {
      case TokenType.LEFT_BRACE:
        this.#expectValue(at);
        this.#push('object', at);
        this.#awaiting = 'name or }';
        return this.#events.openObject(at);
      case TokenType.LEFT_BRACKET:
        this.#expectValue(at);
        this.#push('list', at);
        this.#awaiting = 'value or ]';
        return this.#events.openList(at);
      case TokenType.RIGHT_BRACE:
        return this.#close('object', this.#awaiting === 'name or }' || this.#awaiting === ', or }', at);
      case TokenType.RIGHT_BRACKET:
        return this.#close('list', this.#awaiting === 'value or ]' || this.#awaiting === ', or ]', at);
      case TokenType.COLON:
        this.#expect(this.#awaiting === ':', at);
        this.#awaiting = 'value';
        return;
      case TokenType.COMMA:
        this.#expect(this.#awaiting === ', or ]' || this.#awaiting === ', or }', at);
        this.#awaiting = this.#awaiting === ', or ]' ? 'value' : 'name';
        return;
      case TokenType.STRING:
        if (this.#awaiting === 'name' || this.#awaiting === 'name or }') {
          this.#awaiting = ':';
          return this.#events.name(value as string, at);
        }
        return this.#scalar(value as string, at);
      case TokenType.NUMBER:
        return this.#scalar({ number: value as string }, at);
      default:
        return this.#scalar(token === TokenType.NULL ? null : token === TokenType.TRUE, at);
    }
  }

  #scalar(value: JsonScalar, at: number): void {
    this.#expectValue(at);
    this.#valueEnded();
    this.#events.scalar(value, at);
  }

  #push(kind: 'object' | 'list', at: number): void {
    if (this.#open.push(kind) > DEEPEST)
      throw new JsonBroken(`objects and lists lie more than ${DEEPEST} deep in one another`, at);
  }

  #close(kind: 'object' | 'list', fits: boolean, at: number): void {
    this.#expect(fits, at);
    this.#open.pop();
    this.#valueEnded();
    if (kind === 'object') this.#events.closeObject();
    else this.#events.closeList();
  }

  #valueEnded(): void {
    const inside = this.#open.at(-1);
    this.#awaiting = inside === undefined ? 'value' : inside === 'list' ? ', or ]' : ', or }';
  }

  #expectValue(at: number): void {
    this.#expect(this.#awaiting === 'value' || this.#awaiting === 'value or ]', at);
  }

  #expect(fits: boolean, at: number): void {
    if (!fits) throw new JsonBroken(WORDS[this.#awaiting], at);
  }
}

/** The tokenizer's own words, in those of a person who looks at a file. */
function reason(message: string): string {
  if (/STRING_DEFAULT|STRING_AFTER|STRING_UNICODE/.test(message))
    return 'a text is not closed, or holds a character that must be escaped';
  if (/NUMBER/.test(message)) return 'a number is not written as JSON writes numbers';
  return 'something is there that is no JSON';
}

function position(message: string): number | undefined {
  const found = /absolute position "(\d+)"/.exec(message)?.[1];
  return found === undefined ? undefined : Number(found);
}
