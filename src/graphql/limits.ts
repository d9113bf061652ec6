import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  TypeInfo,
  type ValueNode,
  type VariableNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { AccessMap } from '../access/map.js';
import { needsOf } from '../access/needs.js';
import { Json } from './scalars.js';
import type { Permission } from '../access/permissions.js';

/** What an operation may be at most. Checked before anything is executed, for every transport alike. */
export const LIMITS = {
  tokens: 2_000,
  depth: 14,
  aliases: 40,
  directives: 30,
  /** Fields, and fragments, after every spread is opened where it stands. */
  fields: 2_000,
  rootFields: 20,
  /** Sum over all objects that the page sizes allow for. */
  cost: 20_000,
  pageSize: 100,
} as const;

/** Fields whose work is more than a row's. */
const WEIGHTS: Readonly<Record<string, number>> = {
  ...{ totalCount: 5, totals: 10, treeTotals: 10, commissionSummary: 20, auditLogVerify: 5_000, downloadUrl: 2 },
  ...{ ledgerAccountBalance: 100, ledgerAccountStatement: 300, ledgerCheck: 5_000, ledgerCheckRun: 5_000 },
  ...{
    commissionRecalculationPreview: 5_000,
    commissionRecalculate: 5_000,
    planSimulate: 5_000,
    unpaidDealCounts: 100,
    days: 10,
    partnerRanking: 2_000,
    partnerTreeHealth: 500,
    taskCounts: 100,
    rewards: 3,
    dealHistory: 10,
    unknownSymbols: 100,
    instrumentsSet: 200,
  },
  ...{
    pdfUrl: 2,
    csvUrl: 2,
    xlsxUrl: 2,
    tradedMonths: 100,
    commissionPayoutRuns: 50,
    commissionPayoutRun: 20,
    payoutRun: 20,
    commissionPayoutRunDraft: 2_000,
    commissionPeriodClose: 1_000,
  },
};
/** How many objects a plain list is taken to have. */
const LIST_SIZE = 5;
/** What may be asked for once an operation: guessing in bulk would go under the limiter. */
const ONCE = new Set([
  'signIn',
  'signInRefresh',
  'passwordChange',
  'staffTotpConfirm',
  'staffTotpDisable',
  'auditLogVerify',
  'ledgerCheckRun',
  'commissionRecalculate',
  'partnerApplicationSubmit',
  '__schema',
]);

type Variables = Readonly<Record<string, unknown>>;

/** What is known of an operation from its text: worked out once, kept with the compiled operation. */
export interface OperationFacts {
  /** All that its fields ask for beyond the root. */
  readonly needs: readonly Permission[];
  /** The same field with two sets of arguments on one object: its rows need the look-up by arguments. */
  readonly hasVariants: boolean;
  readonly introspects: boolean;
  /**
   * A field stands in several places of one object, and in one of them under @skip or @include. graphql-jit forgets then that a fragment,
   * or what is below a field, stands elsewhere without the condition: graphql-js answers.
   */
  readonly hasPartialConditions: boolean;
  /** Variables within a value, as in `input: { phone: $phone }`. Where one is left out, the value has no such field: null is another thing. */
  readonly innerVariables: readonly string[];
  /** One of them is a part of a scalar, as in `destination: { iban: $iban }`: graphql-jit reads such a literal without variables. */
  readonly hasVariablesInScalars: boolean;
  /** It asks for the schema and for nothing else: the answer is the same for all and always. */
  readonly isOfSchemaAlone: boolean;
  /** The cost with these variables. Throws when a page is too large. */
  readonly cost: (variables: Variables) => number;
}

interface CostNode {
  readonly weight: number;
  /** It belongs to a connection and not to its rows: counted once, however large the page. */
  readonly isOfConnection: boolean;
  readonly size: (variables: Variables) => number;
  readonly ofRows: readonly CostNode[];
  readonly ofConnection: readonly CostNode[];
}

export const tooCostly = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COSTLY', http: { status: 400 } } });
const badInput = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });

export function analyse(schema: GraphQLSchema, map: AccessMap, document: DocumentNode, operation: OperationDefinitionNode): OperationFacts {
  const root = schema.getRootType(operation.operation);
  if (root == null) throw badInput(`There are no ${operation.operation}s here.`);
  const analysis = new Analysis(schema, map, document);
  const children = analysis.walk(root, [operation.selectionSet], 1);
  const defaults = intDefaults(operation);
  const total = (nodes: readonly CostNode[], variables: Variables): number =>
    nodes.reduce((sum, node) => sum + node.size(variables) * (node.weight + total(node.ofRows, variables)) + total(node.ofConnection, variables), 0);
  return {
    needs: [...analysis.needs],
    hasVariants: analysis.hasVariants,
    introspects: analysis.introspects,
    hasPartialConditions: analysis.hasPartialConditions,
    ...innerVariables(schema, document, operation),
    isOfSchemaAlone: analysis.introspects && children.length === 0 && (operation.variableDefinitions ?? []).length === 0,
    cost: (variables) => total(children, { ...defaults, ...variables }),
  };
}

/** A field where it stands, its fragments opened. */
interface Standing {
  readonly node: FieldNode;
  readonly isConditional: boolean;
}

class Analysis {
  readonly needs = new Set<Permission>();
  hasVariants = false;
  introspects = false;
  hasPartialConditions = false;
  #fields = 0;
  #aliases = 0;
  #directives = 0;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly map: AccessMap,
    document: DocumentNode,
  ) {
    this.#fragments = new Map(
      document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment]),
    );
  }

  walk(type: GraphQLObjectType, sets: readonly SelectionSetNode[], depth: number): CostNode[] {
    if (depth > LIMITS.depth) throw tooCostly(`The operation is nested deeper than ${LIMITS.depth} levels.`);
    const standings: Standing[] = [];
    for (const set of sets) this.#open(set, false, standings);
    const byKey = Map.groupBy(standings, ({ node }) => keyOf(node));
    if (depth === 1) checkRoot([...byKey.values()].map((same) => (same[0] as Standing).node.name.value));
    if ([...byKey.values()].some((same) => same.length > 1 && same.some((one) => one.isConditional))) this.hasPartialConditions = true;
    const groups = Map.groupBy(
      standings.map(({ node }) => node),
      (node) => node.name.value,
    );
    return [...groups].flatMap(([name, nodes]) => this.#group(type, name, nodes, depth));
  }

  #group(parent: GraphQLObjectType, name: string, nodes: readonly FieldNode[], depth: number): CostNode[] {
    if (name.startsWith('__')) {
      if (name !== '__typename') this.introspects = true;
      for (const { selectionSet } of nodes) if (selectionSet !== undefined) this.#openSchema(selectionSet);
      return [];
    }
    const field = parent.getFields()[name];
    if (field === undefined) return [];
    const named = getNamedType(field.type);
    for (const need of needsOf(this.map, parent.name, name, named.name)) this.needs.add(need);
    // below the root, one field with the same arguments is read once, whatever its aliases; at the root each alias is read
    const variants = Map.groupBy(nodes, (node) => (depth === 1 ? keyOf(node) : (node.arguments ?? []).map((argument) => print(argument)).join()));
    if (variants.size > 1 && depth > 1) this.hasVariants = true;
    return [...variants.values()].flatMap((same) => this.#cost(parent, field, named, same, depth));
  }

  #cost(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, named: unknown, nodes: readonly FieldNode[], depth: number): CostNode[] {
    const { name, type } = field;
    const node = nodes[0] as FieldNode;
    const below = nodes.map((one) => one.selectionSet).filter((set) => set !== undefined);
    const children = isObjectType(named) ? this.walk(named, below, depth + 1) : isInterfaceType(named) ? [] : [];
    const own = WEIGHTS[name];
    const isOfConnection = isConnection(parent);
    if (!isObjectType(named)) return own === undefined ? [] : [{ weight: own, isOfConnection, size: () => 1, ofRows: [], ofConnection: [] }];
    // a connection's rows are counted at the connection: `nodes` and `edges` do not multiply again
    if (name === 'nodes' || name === 'edges' || name === 'node' || name === 'pageInfo') return children;
    const size = isConnection(named) ? pageSize(node, field) : isPlainList(type) ? () => LIST_SIZE : () => 1;
    const [ofConnection, ofRows] = [children.filter((child) => child.isOfConnection), children.filter((child) => !child.isOfConnection)];
    return [{ weight: own ?? 1, isOfConnection, size, ofRows, ofConnection }];
  }

  /** The schema's lists are long and cost nothing by the sizes of pages: without aliases each of them is read once. */
  #openSchema(set: SelectionSetNode): void {
    const standings: Standing[] = [];
    this.#open(set, false, standings);
    for (const { node } of standings) {
      if (keyOf(node) !== node.name.value) throw tooCostly('Below __schema and __type no aliases are taken.');
      if (node.selectionSet !== undefined) this.#openSchema(node.selectionSet);
    }
  }

  #count({ alias, directives }: { readonly alias?: unknown; readonly directives?: readonly unknown[] | undefined }): void {
    this.#fields += 1;
    if (alias !== undefined) this.#aliases += 1;
    this.#directives += directives?.length ?? 0;
    if (this.#fields > LIMITS.fields) throw tooCostly(`The operation selects more than ${LIMITS.fields} fields.`);
    if (this.#aliases > LIMITS.aliases) throw tooCostly(`The operation uses more than ${LIMITS.aliases} aliases.`);
    if (this.#directives > LIMITS.directives) throw tooCostly(`The operation uses more than ${LIMITS.directives} directives.`);
  }

  /**
   * The fields of a selection set with its fragments opened wherever they stand, as the planner does; the count of openings ends what
   * multiplies, before it does.
   */
  #open(set: SelectionSetNode, isConditional: boolean, standings: Standing[]): void {
    for (const selection of set.selections) {
      this.#count(selection);
      const under = isConditional || (selection.directives?.length ?? 0) > 0;
      if (selection.kind === Kind.FIELD) standings.push({ node: selection, isConditional: under });
      else {
        const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
        if (inner !== undefined) this.#open(inner.selectionSet, under, standings);
      }
    }
  }
}

const keyOf = (node: FieldNode): string => node.alias?.value ?? node.name.value;

/** `names`: of the root fields, each as often as it is read. */
function checkRoot(names: readonly string[]): void {
  if (names.length > LIMITS.rootFields) throw tooCostly(`An operation may have ${LIMITS.rootFields} fields at its root, not ${names.length}.`);
  for (const name of ONCE) if (names.filter((other) => other === name).length > 1) throw tooCostly(`${name} may stand once in an operation.`);
}

function innerVariables(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
  const own = new Set((operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value));
  const [inner, types] = [new Set<string>(), new TypeInfo(schema)];
  let [depth, hasVariablesInScalars] = [0, false];
  const value = { enter: () => void (depth += 1), leave: () => void (depth -= 1) };
  const note = ({ name }: VariableNode) => {
    if (depth === 0 || !own.has(name.value)) return;
    inner.add(name.value);
    // within a scalar there are no types
    const type = types.getInputType();
    hasVariablesInScalars ||= type == null || getNamedType(type).name === Json.name;
  };
  visit(document, visitWithTypeInfo(types, { ObjectValue: value, ListValue: value, Variable: note }));
  return { innerVariables: [...inner], hasVariablesInScalars };
}

const isConnection = (type: GraphQLObjectType): boolean => type.name.endsWith('Connection');

const isPlainList = (type: unknown): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** What variables count as that the caller leaves out. */
const intDefaults = (operation: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );

/** The page size that a connection field asks for, out of its literal, its variable or its own default. */
function pageSize(node: FieldNode, field: GraphQLField<unknown, unknown>): (variables: Variables) => number {
  const value = (name: string): ValueNode | undefined => node.arguments?.find((argument) => argument.name.value === name)?.value;
  const read = (of: ValueNode | undefined, variables: Variables): unknown =>
    of?.kind === Kind.VARIABLE ? variables[of.name.value] : of?.kind === Kind.INT ? Number(of.value) : undefined;
  const usual: unknown = field.args.find((argument) => argument.name === 'first')?.defaultValue ?? 25;
  return (variables) => {
    const size = (read(value('last'), variables) ?? read(value('first'), variables) ?? usual) as number;
    // what is no whole number is refused as that, when the variables are read
    if (!Number.isInteger(size)) return 1;
    if (size < 1 || size > LIMITS.pageSize) throw badInput(`A page has 1 to ${LIMITS.pageSize} rows: ${node.name.value} asks for ${String(size)}.`);
    return size;
  };
}
