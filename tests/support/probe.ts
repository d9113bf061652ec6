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

function literal(type: GraphQLInputType, values: Values): string {
  if (isNonNullType(type)) return literal(type.ofType, values);
  if (isListType(type)) return `[${literal(type.ofType, values)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => values[field.name] !== undefined || (isNonNullType(field.type) && field.defaultValue === undefined));
    return `{ ${fields.map((field) => `${field.name}: ${values[field.name] ?? literal(field.type, values)}`).join(', ')} }`;
  }
  return SCALARS[type.name] ?? '"probe"';
}

function argumentsOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, values: Values): string {
  const given = field.args.flatMap((argument: GraphQLArgument) => {
    const value = values[`${type.name}.${field.name}(${argument.name}:)`] ?? (type.name === 'Query' ? undefined : values[argument.name === 'first' ? 'first' : '']);
    if (value !== undefined) return [`${argument.name}: ${value}`];
    return isNonNullType(argument.type) && argument.defaultValue === undefined ? [`${argument.name}: ${literal(argument.type, values)}`] : [];
  });
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

/** Everything that a type holds, `depth` levels down. */
function selection(schema: GraphQLSchema, type: GraphQLObjectType, depth: number, values: Values, skip: ReadonlySet<string>): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (skip.has(`${type.name}.${field.name}`)) return [];
    if (isLeafType(named)) return field.args.some((argument) => isNonNullType(argument.type)) ? [] : [field.name];
    if (isInterfaceType(named)) return [`${field.name} { code message field }`];
    // the wrappers of a connection are no level of their own
    const below = /(Connection|Edge)$/.test(named.name) || ['nodes', 'edges', 'node'].includes(field.name) ? depth : depth - 1;
    if (!isObjectType(named) || below < 0 || field.name === 'edges') return [];
    return [`${field.name}${argumentsOf(type, field, values)} ${selection(schema, named, below, values, skip)}`];
  });
  return `{ ${['__typename', ...fields].join(' ')} }`;
}

/** An operation of one root field. `depth` 0 selects what the field's own object holds. */
export function probe(schema: GraphQLSchema, root: 'query' | 'mutation', name: string, options: { depth?: number; values?: Values; skip?: readonly string[] } = {}): string {
  const type = root === 'query' ? schema.getQueryType() : schema.getMutationType();
  const field = type?.getFields()[name];
  if (type == null || field === undefined) throw new Error(`There is no ${root} ${name}`);
  const named = getNamedType(field.type);
  const values = options.values ?? {};
  const body = isObjectType(named) ? ` ${selection(schema, named, options.depth ?? 0, values, new Set(options.skip))}` : '';
  return `${root} Probe { ${name}${argumentsOf(type, field, values)}${body} }`;
}
