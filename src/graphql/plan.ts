import {
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isObjectType,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Permission } from '../access/permissions.js';
import { type ColumnUse, type ConnectionPlan, nextSerial, type ReadPlan, type RelationUse, type Variables } from '../database/reader.plan.js';
import type { Reader, ReaderRegistry } from '../database/reader.js';

/** What seeing a field takes beyond seeing its parent: out of the map (access/map.ts). */
export type NeedsOf = (parentType: string, field: string, returnType: string) => readonly Permission[];

type Condition = ((variables: Variables) => boolean) | null;
type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** One field of a selection, with every place where it stands. */
interface Selected {
  readonly name: string;
  readonly nodes: { node: FieldNode; when: Condition }[];
}

const both = (a: Condition, b: Condition): Condition => (a === null ? b : b === null ? a : (variables) => a(variables) && b(variables));

/** A field that stands anywhere without a condition is wanted; else wherever one of its conditions holds. */
const any = (conditions: readonly Condition[]): Condition => {
  const real = conditions.filter((condition) => condition !== null);
  return real.length < conditions.length ? null : (variables) => real.some((condition) => condition(variables));
};

/** `@skip` and `@include`: false when it never stands, null when it always does, else how to tell. */
function conditionOf(node: SelectionNode): Condition | false {
  let condition: Condition = null;
  for (const directive of node.directives ?? []) {
    const skip = directive.name.value === 'skip';
    const value = directive.arguments?.[0]?.value;
    if ((!skip && directive.name.value !== 'include') || value === undefined) continue;
    if (value.kind === Kind.BOOLEAN) {
      if (value.value === skip) return false;
    } else if (value.kind === Kind.VARIABLE) {
      const name = value.name.value;
      condition = both(condition, (variables) => Boolean(variables[name]) !== skip);
    }
  }
  return condition;
}

/** Turns selections into read plans. One planner serves a schema; plans are made once per operation, since they follow the document. */
export class Planner {
  readonly #registry: ReaderRegistry;
  readonly #needsOf: NeedsOf;
  readonly #plans = new WeakMap<FieldNode, { nodes: readonly FieldNode[]; plan: RootPlan }>();

  constructor(registry: ReaderRegistry, needsOf: NeedsOf) {
    this.#registry = registry;
    this.#needsOf = needsOf;
  }

  /** The plan of a root field, or of the field `below` it (a payload's object). */
  rootPlan(info: GraphQLResolveInfo): RootPlan {
    const first = info.fieldNodes[0] as FieldNode;
    const known = this.#plans.get(first);
    if (known !== undefined && known.nodes.length === info.fieldNodes.length && known.nodes.every((node, index) => node === info.fieldNodes[index]))
      return known.plan;
    const plan = new RootPlan(this.#planFor(info.returnType, info.fieldNodes, info.fragments, info.schema));
    this.#plans.set(first, { nodes: [...info.fieldNodes], plan });
    return plan;
  }

  #planFor(returnType: GraphQLOutputType, nodes: readonly FieldNode[], fragments: Fragments, schema: GraphQLResolveInfo['schema']): Planned {
    const type = getNamedType(returnType);
    if (!isObjectType(type)) throw new Error(`${type.name} is not read from rows`);
    const builder = new PlanBuilder(this.#registry, this.#needsOf, fragments, schema);
    return builder.planned(
      type,
      nodes.map((node) => ({ node, when: null })),
    );
  }
}

/** What a field of some object type wants: rows, a connection, or (for a payload) what its own fields want. */
type Planned =
  | { readonly kind: 'row'; readonly plan: ReadPlan }
  | { readonly kind: 'connection'; readonly connection: ConnectionPlan }
  | { readonly kind: 'fields'; readonly fields: ReadonlyMap<string, Planned> };

export class RootPlan {
  readonly #planned: Planned;

  constructor(planned: Planned) {
    this.#planned = planned;
  }

  row(): ReadPlan {
    if (this.#planned.kind !== 'row') throw new Error('This field does not answer with a row');
    return this.#planned.plan;
  }

  connection(): ConnectionPlan {
    if (this.#planned.kind !== 'connection') throw new Error('This field does not answer with a connection');
    return this.#planned.connection;
  }

  /** The plan of a payload's field; null when it is not selected. */
  field(name: string): RootPlan | null {
    if (this.#planned.kind !== 'fields') throw new Error('This field does not answer with a payload');
    const below = this.#planned.fields.get(name);
    return below === undefined ? null : new RootPlan(below);
  }
}

class PlanBuilder {
  constructor(
    private readonly registry: ReaderRegistry,
    private readonly needsOf: NeedsOf,
    private readonly fragments: Fragments,
    private readonly schema: GraphQLResolveInfo['schema'],
  ) {}

  planned(type: GraphQLObjectType, nodes: Selected['nodes']): Planned {
    const reader = this.registry.find(type.name);
    if (reader !== undefined) return { kind: 'row', plan: this.#row(type, reader, nodes) };
    if (type.name.endsWith('Connection')) return { kind: 'connection', connection: this.#connection(type, nodes) };
    const fields = new Map<string, Planned>();
    for (const selected of this.#select(nodes)) {
      const field = type.getFields()[selected.name];
      const named = field && getNamedType(field.type);
      if (isObjectType(named)) fields.set(selected.name, this.planned(named, selected.nodes));
    }
    return { kind: 'fields', fields };
  }

  /** Fields of the selections, fragments opened, by name and arguments. */
  #select(parents: Selected['nodes']): Selected[] {
    const found = new Map<string, Selected>();
    const walk = (set: SelectionSetNode | undefined, when: Condition): void => {
      for (const node of set?.selections ?? []) {
        const own = conditionOf(node);
        if (own === false) continue;
        const condition = both(when, own);
        if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet, condition);
        else if (node.kind === Kind.FRAGMENT_SPREAD) walk(this.fragments[node.name.value]?.selectionSet, condition);
        else {
          const key = `${node.name.value}(${(node.arguments ?? []).map((argument) => print(argument)).join()})`;
          const selected = found.get(key) ?? { name: node.name.value, nodes: [] };
          selected.nodes.push({ node, when: condition });
          found.set(key, selected);
        }
      }
    };
    for (const { node, when } of parents) walk(node.selectionSet, when);
    return [...found.values()];
  }

  #row(type: GraphQLObjectType, reader: Reader, nodes: Selected['nodes']): ReadPlan {
    const selected = this.#select(nodes);
    const columns: ColumnUse[] = [];
    const relations: RelationUse[] = [];
    const uses = new Map<string, number>();
    for (const { name } of selected) uses.set(name, (uses.get(name) ?? 0) + 1);
    for (const one of selected) {
      const field = type.getFields()[one.name];
      if (field === undefined) continue; // __typename
      const column = reader.columns[one.name];
      if (column !== undefined) columns.push({ audited: column.audited === true, ...this.#use(type, one, field) });
      else if (reader.relations[one.name] !== undefined) relations.push(this.#relation(type, reader, one, field, (uses.get(one.name) ?? 1) > 1));
    }
    const hasConditions = [...columns, ...relations].some((use) => use.when !== null || use.needs.length > 0);
    return { serial: nextSerial(), reader, columns, relations, hasConditions, statements: new Map(), reduced: new Map() };
  }

  #use(parent: GraphQLObjectType, selected: Selected, field: GraphQLField<unknown, unknown>) {
    return {
      field: selected.name,
      needs: this.needsOf(parent.name, selected.name, getNamedType(field.type).name),
      when: any(selected.nodes.map((node) => node.when)),
    };
  }

  #relation(parent: GraphQLObjectType, reader: Reader, selected: Selected, field: GraphQLField<unknown, unknown>, several: boolean): RelationUse {
    const relation = reader.relations[selected.name];
    const type = getNamedType(field.type);
    if (relation === undefined || !isObjectType(type)) throw new Error(`${reader.type}.${selected.name} is no relation`);
    const { plan, connection, fields } = this.#below(relation.kind, reader, type, selected.nodes);
    const property = several ? (args: Readonly<Record<string, unknown>>) => variantProperty(selected.name, args) : () => selected.name;
    return { ...this.#use(parent, selected, field), relation, property, args: argumentsOf(field, selected), plan, connection, fields };
  }

  #below(kind: 'one' | 'list' | 'page' | 'custom', reader: Reader, type: GraphQLObjectType, nodes: Selected['nodes']) {
    if (kind === 'page') return { plan: null, connection: this.#connection(type, nodes), fields: NO_FIELDS };
    if (kind === 'custom') return { plan: emptyPlan(reader), connection: null, fields: new Set(this.#select(nodes).map((one) => one.name)) };
    return { plan: this.#row(type, this.registry.get(type.name), nodes), connection: null, fields: NO_FIELDS };
  }

  #connection(type: GraphQLObjectType, nodes: Selected['nodes']): ConnectionPlan {
    const nodeType = getNamedType(type.getFields()['nodes']?.type);
    if (!isObjectType(nodeType)) throw new Error(`${type.name} has no nodes`);
    const selected = this.#select(nodes);
    const named = (name: string) => selected.find((one) => one.name === name);
    const edges = named('edges');
    const edgeFields = edges === undefined ? [] : this.#select(edges.nodes);
    const pageInfo = named('pageInfo');
    const pageInfoFields = pageInfo === undefined ? [] : this.#select(pageInfo.nodes).map((one) => one.name);
    const rows = [...(named('nodes')?.nodes ?? []), ...edgeFields.filter((one) => one.name === 'node').flatMap((one) => one.nodes)];
    const useOf = (name: string) => {
      const one = named(name);
      const field = type.getFields()[name];
      return one === undefined || field === undefined ? null : this.#use(type, one, field);
    };
    return {
      plan: this.#row(nodeType, this.registry.get(nodeType.name), rows),
      nodes: named('nodes') !== undefined,
      edges: edges !== undefined,
      cursors: edgeFields.some((one) => one.name === 'cursor') || pageInfoFields.some((name) => name.endsWith('Cursor')),
      pageInfo: pageInfo !== undefined,
      totalCount: useOf('totalCount'),
      totals: useOf('totals'),
    };
  }
}

const NO_FIELDS: ReadonlySet<string> = new Set();

const emptyPlan = (reader: Reader): ReadPlan => ({
  serial: nextSerial(),
  reader,
  columns: [],
  relations: [],
  statements: new Map(),
  reduced: new Map(),
  hasConditions: false,
});

/** Where the same field stands twice with different arguments, each answer is kept under its own. */
export const variantProperty = (field: string, args: Readonly<Record<string, unknown>>): string => `${field}:${JSON.stringify(args)}`;

/** Arguments without variables are the same on each request and are worked out once. */
function argumentsOf(field: GraphQLField<unknown, unknown>, selected: Selected): (variables: Variables) => Readonly<Record<string, unknown>> {
  const node = (selected.nodes[0] as { node: FieldNode }).node;
  let usesVariables = false;
  for (const argument of node.arguments ?? []) visit(argument, { Variable: () => void (usesVariables = true) });
  if (usesVariables) return (variables) => getArgumentValues(field, node, variables);
  const fixed = getArgumentValues(field, node, {});
  return () => fixed;
}
