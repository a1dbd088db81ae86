import ts from 'typescript';
import type { Schema, Schemas } from './schema-of';

/** What one method of an address takes and answers, as its code shows it. */
export interface Operation {
  /** Of its doc comment. */
  description: string;
  /** Names of query parameters. */
  query: string[];
  /** Bodies of answers by status. */
  answers: Map<number, Schema[]>;
  /** What it takes as a body: schemas where it checks one, none where it reads text. */
  body: Schema[] | undefined;
  /** May a table be had as CSV? */
  csv: boolean;
}

/** Functions of the server that answer, and what each of their calls means. */
const WITH_FILTERS = ['answerWith', 'respondWith', 'parseFilters'];
const READERS = ['readJson', 'readText', 'bodyOf'];
export const FILTERS = [
  'from',
  'to',
  'currency',
  'home',
  'rate',
  'route',
  'model',
  'feature',
  'region',
  'data',
];
const CHECKS = ['safeParse', 'parse', 'is'];
const QUERY_WORDS = ['wordsOf', 'countOf'];

/** Reads the code of a handler, and of what it calls to answer, for what it takes and gives. */
export class OperationReader {
  readonly #checker: ts.TypeChecker;
  readonly #schemas: Schemas;
  readonly #seen = new Set<ts.Node>();
  readonly #query = new Set<string>();
  readonly #answers = new Map<number, Schema[]>();
  #body: Schema[] | undefined;
  #csv = false;

  constructor(checker: ts.TypeChecker, schemas: Schemas) {
    this.#checker = checker;
    this.#schemas = schemas;
  }

  read(handler: ts.Node, description: string): Operation {
    this.#walk(handler);
    const query = [...this.#query].sort();
    return { description, query, answers: this.#answers, body: this.#body, csv: this.#csv };
  }

  #walk(node: ts.Node): void {
    if (ts.isCallExpression(node)) this.#call(node);
    if (ts.isNewExpression(node)) this.#construct(node);
    ts.forEachChild(node, (child) => this.#walk(child));
  }

  #call(call: ts.CallExpression): void {
    const name = ts.isPropertyAccessExpression(call.expression)
      ? call.expression.name.text
      : call.expression.getText();
    const [first, second] = call.arguments;
    if (name === 'json' && first)
      for (const status of this.#statusesOf(second)) this.#answer(status, this.#typeOf(first));
    if (name === 'problem' && first) this.#refuse(Number(first.getText()));
    if (name === 'badInput') this.#refuse(400);
    if (name === 'answerWith' && second) this.#table(second);
    if (WITH_FILTERS.includes(name)) {
      FILTERS.forEach((filter) => this.#query.add(filter));
      this.#refuse(400);
    }
    if (READERS.includes(name)) this.#body ??= [];
    if (CHECKS.includes(name) || this.#ownOf(call)) this.#checked(first);
    if (QUERY_WORDS.includes(name)) this.#named(second);
    if (name === 'get' && this.#isQuery(call.expression)) this.#named(first);
    if (name === 'getAll' && this.#isQuery(call.expression)) this.#named(first);
    this.#follow(call);
  }

  #construct(made: ts.NewExpression): void {
    if (made.expression.getText() !== 'Response') return;
    const options = made.arguments?.[1];
    if (options?.getText().includes('text/csv')) this.#csv = true;
    for (const status of this.#statusesOf(options))
      if (!this.#answers.has(status)) this.#answers.set(status, []);
  }

  /** What a table's producer answers. */
  #table(producer: ts.Expression): void {
    const [signature] = this.#typeOf(producer).getCallSignatures();
    if (!signature) return;
    this.#csv = true;
    this.#answer(200, signature.getReturnType());
  }

  #answer(status: number, type: ts.Type): void {
    const awaited = this.#checker.getAwaitedType(type) ?? type;
    this.#answers.set(status, [...(this.#answers.get(status) ?? []), this.#schemas.of(awaited)]);
  }

  #refuse(status: number): void {
    if (!Number.isNaN(status) && !this.#answers.has(status))
      this.#answers.set(status, [{ $ref: '#/components/schemas/Problem' }]);
  }

  #named(argument: ts.Expression | undefined): void {
    if (argument && ts.isStringLiteral(argument)) this.#query.add(argument.text);
  }

  #isQuery(expression: ts.Expression): boolean {
    return (
      ts.isPropertyAccessExpression(expression) &&
      this.#checker.typeToString(this.#typeOf(expression.expression)) === 'URLSearchParams'
    );
  }

  /** Goes on into functions of the project that get the query, or that make the answer. */
  #follow(call: ts.CallExpression): void {
    const declared = this.#ownOf(call);
    if (!declared || this.#seen.has(declared)) return;
    const takesQuery = call.arguments.some((argument) =>
      this.#isAbout(argument, ['URLSearchParams', 'URL', 'unknown']),
    );
    const answers = /\bResponse\b/.test(this.#checker.typeToString(this.#typeOf(call)));
    const isGeneral = ['answerWith', 'respondWith', 'json', 'problem', 'badInput'].includes(
      call.expression.getText(),
    );
    if (isGeneral || !(takesQuery || answers)) return;
    this.#seen.add(declared);
    this.#walk(declared);
  }

  /** The function of the project that is called, if it is one. */
  #ownOf(call: ts.CallExpression): ts.SignatureDeclaration | ts.JSDocSignature | undefined {
    const declared = this.#checker.getResolvedSignature(call)?.declaration;
    return declared?.getSourceFile().fileName.includes('/src/') ? declared : undefined;
  }

  #isAbout(argument: ts.Expression, types: string[]): boolean {
    return types.includes(this.#checker.typeToString(this.#typeOf(argument)));
  }

  /** The schema that a body is held against, by the library of schemas; one that a function takes is told by its callers. */
  #checked(schema: ts.Expression | undefined): void {
    const types = schema && this.#typeOf(schema).getProperty('~types');
    const input =
      types && this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(types)).getProperty('input');
    const told = input && this.#schemas.of(this.#checker.getTypeOfSymbol(input));
    if (told && Object.keys(told).length > 0) this.#body?.push(told);
  }

  /** The statuses that `{ status, … }` may be; 200 where it says none. */
  #statusesOf(options: ts.Expression | undefined): number[] {
    const status = options && this.#typeOf(options).getProperty('status');
    const type = status && this.#checker.getTypeOfSymbolAtLocation(status, options);
    const found = (type?.isUnion() ? type.types : [type]).flatMap((one) =>
      one?.isNumberLiteral() ? [one.value] : [],
    );
    if (found.length > 0) return found;
    const written = /status: (\d{3})/.exec(options?.getText() ?? '')?.[1];
    return [written ? Number(written) : 200];
  }

  #typeOf(node: ts.Node): ts.Type {
    return this.#checker.getTypeAtLocation(node);
  }
}
