import ts from 'typescript';

/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 takes it. */
export type Schema = Record<string, unknown>;

/** Types of TypeScript as JSON Schemas; those with a name of their own are kept under it. */
export class Schemas {
  readonly #checker: ts.TypeChecker;
  readonly #names = new Map<ts.Type, string>();
  readonly #kept = new Map<string, Schema>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** Named schemas by name, in alphabetical order. */
  get components(): Record<string, Schema> {
    return Object.fromEntries([...this.#kept].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What JSON.stringify makes of a value of a type. */
  of(type: ts.Type): Schema {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral)
      return { const: this.#checker.typeToString(type) === 'true' };
    if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (type.flags & ts.TypeFlags.NonPrimitive) return { type: 'object' };
    if (type.isUnion()) return this.#union(type.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined)));
    return this.#named(type);
  }

  #union(types: ts.Type[]): Schema {
    const bare = types.filter((type) => !(type.flags & ts.TypeFlags.Null));
    const orNull = bare.length < types.length;
    const literals = bare.filter((type) => type.isStringLiteral() || type.isNumberLiteral());
    const booleans = bare.filter((type) => type.flags & ts.TypeFlags.BooleanLiteral);
    const whole = booleans.length === 2 ? booleans : [];
    const others = bare.filter((type) => !literals.some((one) => one === type) && !whole.includes(type));
    const schemas = [
      ...(literals.length > 0 ? [{ enum: literals.map(({ value }) => value) }] : []),
      ...(whole.length > 0 ? [{ type: 'boolean' }] : []),
      ...others.map((type) => this.of(type)),
      ...(orNull ? [{ type: 'null' }] : []),
    ];
    const simple = schemas.every((schema) => Object.keys(schema).join() === 'type');
    if (schemas.length === 1) return schemas[0] ?? {};
    return simple ? { type: schemas.map(({ type }) => type) } : { anyOf: schemas };
  }

  #named(type: ts.Type): Schema {
    const name = nameOf(type);
    if (name === undefined) return this.#object(type);
    const known = this.#names.get(type);
    if (known !== undefined) return reference(known);
    let free = name;
    for (let nth = 2; this.#kept.has(free); nth++) free = `${name}${nth}`;
    this.#names.set(type, free);
    this.#kept.set(free, {});
    this.#kept.set(free, this.#object(type));
    return reference(free);
  }

  #object(type: ts.Type): Schema {
    const checker = this.#checker;
    if (checker.isTupleType(type)) return this.#tuple(type as ts.TupleTypeReference);
    if (checker.isArrayType(type)) {
      const [item] = checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: item ? this.of(item) : {} };
    }
    const properties = inOrder(checker.getPropertiesOfType(type))
      .map((property) => ({ property, type: checker.getTypeOfSymbol(property) }))
      .filter(
        (one) => one.type.getCallSignatures().length === 0 && !(one.type.flags & ts.TypeFlags.Undefined),
      );
    const required = properties.filter((one) => !this.#mayBeLeftOut(one.property, one.type));
    const more = checker.getIndexInfoOfType(type, ts.IndexKind.String);
    return {
      type: 'object',
      properties: Object.fromEntries(properties.map((one) => [one.property.name, this.of(one.type)])),
      ...(required.length > 0 && { required: required.map((one) => one.property.name) }),
      additionalProperties: more ? this.of(more.type) : false,
    };
  }

  #tuple(type: ts.TupleTypeReference): Schema {
    const items = this.#checker.getTypeArguments(type).map((item) => this.of(item));
    return { type: 'array', prefixItems: items, minItems: type.target.minLength };
  }

  #mayBeLeftOut(property: ts.Symbol, type: ts.Type): boolean {
    if (property.flags & ts.SymbolFlags.Optional) return true;
    return type.isUnion() && type.types.some((one) => one.flags & ts.TypeFlags.Undefined);
  }
}

/** As they are written; by name where they are of a union of names, which has no order of its own. */
function inOrder(properties: ts.Symbol[]): ts.Symbol[] {
  const isWritten = properties.some(({ declarations }) => (declarations?.length ?? 0) > 0);
  return isWritten ? properties : [...properties].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A name that somebody gave an object's type; generic ones have another shape each time. */
function nameOf(type: ts.Type): string | undefined {
  if (type.aliasSymbol) return type.aliasTypeArguments ? undefined : type.aliasSymbol.name;
  const { symbol } = type;
  const isOwn = symbol?.declarations?.some((one) => one.getSourceFile().fileName.includes('/src/'));
  const isGeneric = ((type as ts.TypeReference).typeArguments?.length ?? 0) > 0;
  return isOwn && !isGeneric && symbol && symbol.flags & ts.SymbolFlags.Interface ? symbol.name : undefined;
}

function reference(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}
