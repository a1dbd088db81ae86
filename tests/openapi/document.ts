import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { POLICY, type Method } from '../../src/lib/server/access/policy';
import { FILTERS, OperationReader, type Operation } from './operation';
import { Schemas, type Schema } from './schema-of';
import { withShared } from './shared-shapes';

const ROOT = join(import.meta.dirname, '..', '..');
const ROUTES = join(ROOT, 'src', 'routes');
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const DRY_RUN = 'dry_run';

const PROBLEM: Schema = {
  type: 'object',
  description: 'What was wrong (RFC 9457).',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        properties: { where: { type: 'string' }, message: { type: 'string' } },
        required: ['where', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status'],
};

/** The OpenAPI 3.1 document of the API as the code is: paths and answers from the handlers and the types of what they give. */
export function openApiDocument(): Record<string, unknown> {
  const files = routeFiles();
  const program = ts.createProgram([...files.keys(), join(ROOT, 'src', 'app.d.ts')], compilerOptions());
  const checker = program.getTypeChecker();
  const schemas = new Schemas(checker);
  const paths = [...files].map(([file, path]) => {
    const source = program.getSourceFile(file);
    if (!source) throw new Error(`cannot read ${file}`);
    return [path, pathItem(path, handlersOf(source, checker), checker, schemas)] as const;
  });
  return withShared({
    openapi: '3.1.0',
    info: { title: 'Crossrate', version: '1', description: INTRODUCTION },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }, {}],
    paths: Object.fromEntries(paths.sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-crossrate' },
      },
      parameters: Object.fromEntries(FILTERS.map((name) => [name, filterParameter(name)])),
      responses: { Refused: { description: 'What went wrong', content: PROBLEM_CONTENT } },
      schemas: { ...schemas.components, Problem: PROBLEM },
    },
  });
}

const PROBLEM_CONTENT = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const REFUSED = { $ref: '#/components/responses/Refused' };

/** Filters that may be given several times. */
const REPEATED = ['route', 'model', 'feature', 'region'];

function filterParameter(name: string): Schema {
  const one = { type: 'string' };
  return { name, in: 'query', schema: REPEATED.includes(name) ? { type: 'array', items: one } : one };
}

const INTRODUCTION =
  'Money is a decimal string with its currency beside it, a latency is milliseconds, a time is RFC 3339 UTC, and what is not known is null or left out, never 0. In local mode nobody has to say who they are.';

/** Files of API routes with their addresses: `[id]` is `{id}`. */
function routeFiles(): Map<string, string> {
  const found = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' });
  const names = found.filter((name) => /^api.v1.*[\\/]\+server\.ts$/.test(name));
  return new Map(
    names.map((name) => [
      join(ROUTES, name),
      `/${name.replaceAll('\\', '/').replace(/\/\+server\.ts$/, '')}`.replace(/\[([^\]]+)\]/g, '{$1}'),
    ]),
  );
}

function compilerOptions(): ts.CompilerOptions {
  const file = join(ROOT, 'tsconfig.json');
  const read = ts.readConfigFile(file, (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, ROOT);
  return { ...options, noEmit: true };
}

interface Handler {
  method: string;
  node: ts.Node;
  description: string;
}

/** Exported handlers, one that is another by another name included. */
function handlersOf(source: ts.SourceFile, checker: ts.TypeChecker): Handler[] {
  const symbol = checker.getSymbolAtLocation(source);
  const exported = symbol ? checker.getExportsOfModule(symbol) : [];
  return exported
    .filter(({ name }) => METHODS.includes(name))
    .flatMap((one) => {
      const declaration = one.valueDeclaration;
      if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return [];
      const same = ts.isIdentifier(declaration.initializer)
        ? checker.getSymbolAtLocation(declaration.initializer)?.valueDeclaration
        : undefined;
      const comment = ts.displayPartsToString(one.getDocumentationComment(checker));
      return [{ method: one.name, node: same ?? declaration, description: comment }];
    });
}

function pathItem(path: string, handlers: Handler[], checker: ts.TypeChecker, schemas: Schemas): Schema {
  const parameters = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const operations = handlers.map(({ method, node, description }) => {
    const operation = new OperationReader(checker, schemas).read(node, description);
    const role = roleOf(path, method);
    return [method.toLowerCase(), { 'x-role': role, ...operationItem(path, operation) }] as const;
  });
  return { ...(parameters.length > 0 && { parameters }), ...Object.fromEntries(operations) };
}

/** Who may, as the policy says. */
function roleOf(path: string, method: string): string {
  const rules = POLICY[path.replace(/\{([^}]+)\}/g, '[$1]')];
  const rule = rules?.[method as Method];
  return typeof rule === 'string' ? rule : (rule?.[0] ?? 'nobody');
}

function operationItem(path: string, operation: Operation): Schema {
  const { description, query, answers, body, csv } = operation;
  return {
    tags: [path.split('/')[3]],
    ...(description && { description: description.replace(/\s+/g, ' ') }),
    ...(query.length > 0 && { parameters: query.map(queryParameter) }),
    ...(body && {
      requestBody: { required: true, content: bodyContent(body.map((one) => withoutOf(path, one))) },
    }),
    responses: {
      ...Object.fromEntries(
        [...answers]
          .sort(([a], [b]) => a - b)
          .map(([status, bodies]) => [String(status), answerItem(status, bodies, csv)]),
      ),
      default: REFUSED,
    },
  };
}

function queryParameter(name: string): Schema {
  if (FILTERS.includes(name)) return { $ref: `#/components/parameters/${name}` };
  return { name, in: 'query', schema: name === DRY_RUN ? { enum: ['1'] } : { type: 'string' } };
}

function answerItem(status: number, bodies: Schema[], csv: boolean): Schema {
  if (status >= 400) return REFUSED;
  const schema = oneOf(bodies);
  const content = {
    ...(schema && { 'application/json': { schema } }),
    ...(csv && status === 200 && { 'text/csv': TEXT }),
  };
  return Object.keys(content).length > 0 ? { description: 'The answer', content } : { description: 'Done' };
}

/** A body need not say again what its address says. */
function withoutOf(path: string, body: Schema): Schema {
  const { required, ...rest } = body;
  if (!Array.isArray(required)) return body;
  const left = required.filter((name) => !path.includes(`{${String(name)}}`));
  return left.length > 0 ? { ...rest, required: left } : rest;
}

function bodyContent(schemas: Schema[]): Schema {
  const schema = oneOf(schemas);
  return schema ? { 'application/json': { schema } } : { '*/*': TEXT };
}

/** A table, or a file as it is. */
const TEXT = { schema: { type: 'string' } };

function oneOf(schemas: Schema[]): Schema | undefined {
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  return distinct.length > 1 ? { anyOf: distinct } : distinct[0];
}
