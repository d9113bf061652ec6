import { assertValidSchema, type GraphQLFieldResolver, type GraphQLSchema, isInterfaceType, isObjectType, lexicographicSortSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray, type ResolverData } from 'type-graphql';
import type { AccessMap } from '../access/map.js';
import { needsOf } from '../access/needs.js';
import { guarded, mapGaps } from '../access/shield.js';
import type { ReaderRegistry } from '../database/reader.js';
import { Planner, variantProperty } from './plan.js';
import { InputError, InsufficientFundsError, StaleVersionError, userErrorType } from './user-error.js';

export interface SchemaInput {
  /** Resolver objects, ready made: type-graphql asks for them by their class. */
  readonly resolvers: readonly object[];
  readonly registry: ReaderRegistry;
  readonly map: AccessMap;
}

/** Who answers the fields, by the class of the resolver. A schema knows the classes only; the context brings these. */
export type Resolvers = ReadonlyMap<unknown, object>;

interface Schemas {
  /** Without guards: for printing. */
  readonly plain: GraphQLSchema;
  readonly cleared: GraphQLSchema;
  readonly guarded: GraphQLSchema;
}

export interface GatewaySchema extends Schemas {
  readonly planner: Planner;
  readonly resolvers: Resolvers;
}

function build(classes: readonly unknown[]): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: classes as unknown as NonEmptyArray<() => void>,
    orphanedTypes: [InputError, StaleVersionError, InsufficientFundsError],
    container: { get: (type, { context }: ResolverData<{ resolvers: Resolvers }>) => context.resolvers.get(type) },
    validate: false,
    // by an introspection of all of it, ten times as long as `assertValidSchema`
    skipCheck: true,
  });
  assertValidSchema(schema);
  // type-graphql answers with a promise here, which compiled operations do not wait for
  const userError = schema.getType('UserError');
  if (isInterfaceType(userError)) userError.resolveType = userErrorType;
  return schema;
}

/** Relations are read ahead by the root field: below it their fields only look up what is on the row. */
function setRelations(
  schema: GraphQLSchema,
  registry: ReaderRegistry,
  resolver: ((field: string) => GraphQLFieldResolver<Record<string, unknown>, unknown>) | undefined,
): GraphQLSchema {
  for (const reader of registry.all()) {
    const type = schema.getType(reader.type);
    if (!isObjectType(type)) throw new Error(`The reader of ${reader.type} has no type in the schema`);
    const fields = type.getFields();
    for (const name of Object.keys(reader.relations)) {
      const field = fields[name];
      if (field === undefined) throw new Error(`${reader.type}.${name} is a relation of the reader, and no field of the schema`);
      field.resolve = resolver?.(name);
    }
    for (const name of Object.keys(reader.columns))
      if (fields[name] === undefined) throw new Error(`${reader.type}.${name} is a column of the reader, and no field of the schema`);
  }
  return schema;
}

const lookUp = (field: string) => (row: Record<string, unknown>, args: Readonly<Record<string, unknown>>) => {
  const variant = row[variantProperty(field, args)];
  return variant === undefined ? row[field] : variant;
};

/** Fields of a reader's type that nobody reads would answer null for ever: booting fails instead. */
function unreadFields(schema: GraphQLSchema, registry: ReaderRegistry): string[] {
  return [...registry.all()].flatMap((reader) => {
    const type = schema.getType(reader.type);
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields())
      .filter((field) => reader.columns[field.name] === undefined && reader.relations[field.name] === undefined && field.extensions['computed'] !== true)
      .map((field) => `${reader.type}.${field.name} is neither a column nor a relation of its reader`);
  });
}

/** What GraphiQL's documentation begins with. */
const DESCRIPTION =
  'The back office of a forex and CFD broker: clients, trading accounts, transactions, documents, partners and their commissions, and the audit log over all of it. ' +
  'What you may see and do follows from who you are: each field says which permission it takes.';

/** Marks each field in its description with the permission that it takes, out of the map. */
function describeAccess(schema: GraphQLSchema, map: AccessMap): void {
  schema.description = DESCRIPTION;
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  if (query != null) query.description = 'What can be asked. Each field says which permission it takes; rows that are not for the actor are absent.';
  if (mutation != null) mutation.description = 'What can be done. Each takes one input and answers with a payload; expected failures are in its userErrors.';
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const access = type.name === 'Query' || type.name === 'Mutation' ? map[type.name][field.name] : map.fields[`${type.name}.${field.name}`];
      if (access === undefined) continue;
      const line =
        access === 'anyone' ? 'For anyone, without signing in.' : access === 'signedIn' ? 'For anyone who is signed in.' : `Takes the permission ${access}.`;
      field.description = `${field.description ?? ''}\n\n${line}`.trim();
    }
    const seeing = map.types[type.name];
    if (seeing !== undefined && seeing !== 'inherit') type.description = `${type.description ?? ''}\n\nSeeing it takes the permission ${seeing}.`.trim();
  }
}

interface Made {
  readonly classes: readonly unknown[];
  readonly map: AccessMap;
  readonly readers: string;
  readonly schemas: Schemas;
}

/** To make it takes half a second, and it follows from classes and names alone: all the gateways of a process share it. */
let made: Made | null = null;

function schemasOf(classes: readonly unknown[], registry: ReaderRegistry, map: AccessMap): Schemas {
  const readers = JSON.stringify([...registry.all()].map((reader) => [reader.type, Object.keys(reader.columns), Object.keys(reader.relations)]));
  const isSame =
    made !== null &&
    made.map === map &&
    made.readers === readers &&
    made.classes.length === classes.length &&
    classes.every((one, at) => one === made?.classes[at]);
  if (made === null || !isSame) made = { classes, map, readers, schemas: makeSchemas(classes, registry, map) };
  return made.schemas;
}

function makeSchemas(classes: readonly unknown[], registry: ReaderRegistry, map: AccessMap): Schemas {
  const plain = setRelations(build(classes), registry, lookUp);
  const gaps = [...mapGaps(plain, map), ...unreadFields(plain, registry)];
  if (gaps.length > 0) throw new Error(`The access map and the schema do not agree:\n${gaps.join('\n')}`);
  // behind its guards it is another schema, of types of its own
  const cleared = setRelations(guarded(plain, map, 'roots'), registry, undefined);
  describeAccess(plain, map);
  return { plain: lexicographicSortSchema(plain), cleared, guarded: guarded(plain, map, 'all') };
}

export function buildGatewaySchema(input: SchemaInput): GatewaySchema {
  const resolvers = new Map<unknown, object>(input.resolvers.map((resolver) => [resolver.constructor, resolver]));
  return {
    ...schemasOf([...resolvers.keys()], input.registry, input.map),
    planner: new Planner(input.registry, (parent, field, returnType) => needsOf(input.map, parent, field, returnType)),
    resolvers,
  };
}
