import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Values for arguments, by the coordinate (`Query.client(id:)`), the argument's name (`id`) or the scalar. */
export type Values = Readonly<Record<string, string>>;

const SCALARS: Values = {
  ID: '"01890000-0000-7000-8000-000000000000"',
  String: '"probe"',
  Int: '5',
  Boolean: 'false',
  Decimal: '"1.00"',
  DateTime: '"2026-01-01T00:00:00.000Z"',
  Date: '"1990-01-01"',
  CurrencyCode: '"USD"',
  CountryCode: '"CY"',
  EmailAddress: '"probe@probe.example"',
  JSON: '{}',
};

/** Enough rows for a foreign one to be among them, few enough for the cost of two levels. */
const PAGE = '2';

function literal(type: GraphQLInputType, values: Values): string {
  if (isNonNullType(type)) return literal(type.ofType, values);
  if (isListType(type)) return `[${literal(type.ofType, values)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => values[field.name] !== undefined || (isNonNullType(field.type) && field.defaultValue === undefined),
    );
    return `{ ${fields.map((field) => `${field.name}: ${values[field.name] ?? literal(field.type, values)}`).join(', ')} }`;
  }
  return SCALARS[type.name] ?? '"probe"';
}

function argumentsOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, values: Values): string {
  const given = field.args.flatMap((argument: GraphQLArgument) => {
    const value = values[`${type.name}.${field.name}(${argument.name}:)`] ?? (argument.name === 'first' ? PAGE : undefined);
    if (value !== undefined) return [`${argument.name}: ${value}`];
    return isNonNullType(argument.type) && argument.defaultValue === undefined ? [`${argument.name}: ${literal(argument.type, values)}`] : [];
  });
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

/** Everything that a type holds, `depth` levels down. What `skip` names as `Type.field` is left out everywhere, as `^Type.field` at the top only, as `>Type.field` below it. */
function selection(schema: GraphQLSchema, type: GraphQLObjectType, depth: number, values: Values, skip: ReadonlySet<string>, isTop = true): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (skip.has(`${type.name}.${field.name}`) || skip.has(`${isTop ? '^' : '>'}${type.name}.${field.name}`)) return [];
    if (isLeafType(named)) return field.args.some((argument) => isNonNullType(argument.type)) ? [] : [field.name];
    if (isInterfaceType(named)) return [`${field.name} { code message field }`];
    // the rows of a connection are no level of their own
    const below = field.name === 'nodes' ? depth : depth - 1;
    if (!isObjectType(named) || below < 0 || field.name === 'edges') return [];
    return [`${field.name}${argumentsOf(type, field, values)} ${selection(schema, named, below, values, skip, isTop && field.name === 'nodes')}`];
  });
  return `{ ${['__typename', ...fields].join(' ')} }`;
}

/** The object that a field is about: behind a connection its node. */
export const subjectOf = (schema: GraphQLSchema, name: string): GraphQLObjectType | null => {
  const root = schema.getQueryType();
  return root == null ? null : targetOf(root, name);
};

/** The object that a field of a type leads to: behind a connection its node. */
export function targetOf(type: GraphQLObjectType, field: string): GraphQLObjectType | null {
  const named = getNamedType(type.getFields()[field]?.type);
  if (!isObjectType(named)) return null;
  const node = getNamedType(named.getFields()['nodes']?.type);
  return isObjectType(node) ? node : named;
}

/** The fields of an object that lead to other objects. */
export const relationsOf = (type: GraphQLObjectType): string[] =>
  Object.values(type.getFields())
    .filter((field) => isObjectType(getNamedType(field.type)))
    .map((field) => field.name);

/** An operation of one root field. `depth` 0 selects what the field's own object holds. */
export function probe(
  schema: GraphQLSchema,
  root: 'query' | 'mutation',
  name: string,
  options: { depth?: number; values?: Values; skip?: readonly string[] } = {},
): string {
  const type = root === 'query' ? schema.getQueryType() : schema.getMutationType();
  const field = type?.getFields()[name];
  if (type == null || field === undefined) throw new Error(`There is no ${root} ${name}`);
  const named = getNamedType(field.type);
  const values = options.values ?? {};
  const body = isObjectType(named) ? ` ${selection(schema, named, options.depth ?? 0, values, new Set(options.skip))}` : '';
  return `${root} Probe { ${name}${argumentsOf(type, field, values)}${body} }`;
}
