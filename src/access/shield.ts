import { createRequire } from 'node:module';
import { getNamedType, GraphQLError, type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';
import type * as Middleware from 'graphql-middleware';
import type * as Shield from 'graphql-shield';
import type { Actor } from './actor.js';
import type { AccessMap } from './map.js';
import { needsOf } from './needs.js';
import { PERMISSION_IDS, PERMISSIONS, type Permission } from './permissions.js';

// graphql-shield's ESM build does not load from Node 23 on (util.isUndefined is gone); its CommonJS build does, as long as neither
// `chain` nor `race` is used.
const require = createRequire(import.meta.url);
const { shield, rule, deny } = require('graphql-shield') as typeof Shield;
const { applyMiddleware } = require('graphql-middleware') as typeof Middleware;

type Rule = ReturnType<ReturnType<typeof rule>>;
type GuardContext = { readonly actor: Actor | null };

export const forbidden = (permission: Permission): GraphQLError =>
  new GraphQLError(`This takes the permission ${permission} (${PERMISSIONS[permission].title.toLowerCase()}).`, {
    extensions: { code: 'FORBIDDEN', permission },
  });

/** Whoever has no permissions only for want of a second factor is told so, and not sent to ask for permissions. */
const secondFactorMissing = (permission: Permission): GraphQLError =>
  new GraphQLError(
    'Your department asks for a second factor, and yours is not set up: until it is (staffTotpSetUp, then staffTotpConfirm), nothing else is open to you.',
    {
      extensions: { code: 'FORBIDDEN', permission },
    },
  );

export const unauthenticated = (): GraphQLError => new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });

/** No cache: shield's `contextual` one leaks decisions between rows. */
const guard = (name: string, needs: readonly Permission[]): Rule =>
  rule(name, { cache: 'no_cache' })((_parent: unknown, _args: unknown, context: GuardContext) => {
    if (context.actor === null) return unauthenticated();
    const missing = needs.find((permission) => !context.actor?.permissions.has(permission));
    if (missing === undefined) return true;
    return context.actor.totpSetupRequired === true ? secondFactorMissing(missing) : forbidden(missing);
  });

const ROOTS = ['Query', 'Mutation', 'Subscription'] as const;

/** Everything that the schema and the map do not both name. Empty, or the process does not start. */
export function mapGaps(schema: GraphQLSchema, map: AccessMap): string[] {
  const gaps: string[] = [];
  const objects = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !isIntrospectionType(type));
  const names = new Set(objects.map((type) => type.name));
  for (const type of objects) {
    const root = ROOTS.find((name) => name === type.name);
    if (root === undefined) {
      if (map.types[type.name] === undefined) gaps.push(`type ${type.name} is not in the map`);
      continue;
    }
    const rules = rootRules(map, root);
    if (isObjectType(type)) for (const field of Object.keys(type.getFields())) if (rules[field] === undefined) gaps.push(`${root}.${field} is not in the map`);
  }
  for (const name of Object.keys(map.types)) if (!names.has(name)) gaps.push(`the map names type ${name}, which the schema lacks`);
  for (const path of [...Object.keys(map.fields), ...ROOTS.flatMap((root) => Object.keys(rootRules(map, root)).map((field) => `${root}.${field}`))]) {
    if (!hasField(schema, path)) gaps.push(`the map names ${path}, which the schema lacks`);
  }
  return gaps;
}

const rootRules = (map: AccessMap, root: (typeof ROOTS)[number]) => (root === 'Subscription' ? {} : map[root]);

function hasField(schema: GraphQLSchema, path: string): boolean {
  const [typeName, field] = path.split('.') as [string, string];
  const type = schema.getType(typeName);
  return isObjectType(type) && type.getFields()[field] !== undefined;
}

/** Permissions that neither the map nor `usedElsewhere` (scopes, masks) names: a catalogue with dead entries misleads administrators. */
export function forgottenPermissions(map: AccessMap, usedElsewhere: readonly Permission[]): Permission[] {
  const used = new Set<string>([
    ...Object.values(map.types),
    ...Object.values(map.fields),
    ...Object.values(map.Query),
    ...Object.values(map.Mutation),
    ...usedElsewhere,
  ]);
  return PERMISSION_IDS.filter((permission) => !used.has(permission));
}

type RuleTree = Record<string, Record<string, Rule>>;

/** The rules of the root fields; `anyone` leaves no rule. */
function rootTree(map: AccessMap): RuleTree {
  const tree: RuleTree = {};
  for (const root of ['Query', 'Mutation'] as const) {
    tree[root] = {};
    for (const [field, access] of Object.entries(map[root])) {
      if (access !== 'anyone') tree[root][field] = guard(`${root}.${field}`, access === 'signedIn' ? [] : [access]);
    }
  }
  return tree;
}

/** And a rule on each field that asks for more than its parent did. */
function fullTree(schema: GraphQLSchema, map: AccessMap): RuleTree {
  const tree = rootTree(map);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type) || ROOTS.some((root) => root === type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      const needs = needsOf(map, type.name, field.name, getNamedType(field.type).name);
      if (needs.length > 0) (tree[type.name] ??= {})[field.name] = guard(`${type.name}.${field.name}`, needs);
    }
  }
  return tree;
}

/**
 * The schema behind its guards: on root fields only (for actors who hold all that an operation asks for), or on every field. Shield would
 * wrap each field of the schema; only those with a rule keep their wrapper, since one on each plain field costs more than the page.
 * That nothing is left open by it is what `mapGaps` checks: what has no rule is `anyone`, or asks for no more than its parent.
 */
export function guarded(schema: GraphQLSchema, map: AccessMap, which: 'roots' | 'all'): GraphQLSchema {
  const tree = which === 'roots' ? rootTree(map) : fullTree(schema, map);
  const present = Object.fromEntries(Object.entries(tree).filter(([type]) => schema.getType(type) !== undefined));
  const whole = shield(present, { fallbackRule: deny, allowExternalErrors: true }).generate(schema) as Record<string, Record<string, unknown>>;
  const kept = Object.fromEntries(
    Object.entries(present).map(([type, fields]) => [type, Object.fromEntries(Object.keys(fields).map((field) => [field, whole[type]?.[field]]))]),
  );
  return applyMiddleware(schema, kept as unknown as Middleware.IMiddleware);
}
