import type { Permission } from '../access/permissions.js';
import type { Reader, Relation } from './reader.js';
import type { Statement } from './statement.js';

/**
 * What one operation wants of one type: made once per compiled operation out of its selection (graphql/plan.ts), walked by the engine on
 * each request. Statements that were written for it stay with it.
 */
export interface ReadPlan {
  /** Tells plans apart in the shapes of statements that are made of several. */
  readonly serial: number;
  readonly reader: Reader;
  readonly columns: readonly ColumnUse[];
  readonly relations: readonly RelationUse[];
  /** Written statements by shape. */
  readonly statements: Map<string, Statement>;
  /** The plan as it is for actors who lack something and for conditions that do not hold, by what is missing. */
  readonly reduced: Map<string, ReadPlan>;
  /** True when something in it (not below it) depends on variables or permissions. */
  readonly hasConditions: boolean;
}

let serials = 0;
export const nextSerial = (): number => (serials += 1);

/** A relation to one row, read in the statement of the rows that it starts from; its columns come under `prefix`. */
export interface Joined {
  readonly use: RelationUse;
  readonly plan: ReadPlan;
  /** Where the row is found on the one that it is joined to (reader.rows.ts): `0.` */
  readonly place: string;
  /** All places on the way to it: `1.0.` */
  readonly prefix: string;
  readonly joined: readonly Joined[];
}

/** A plan as it is for an actor, with what is joined to its rows. */
export interface Selected {
  readonly plan: ReadPlan;
  readonly joined: readonly Joined[];
}

/** The relations of a plan that lead to one row each, and those of these rows, and so on. */
export const joinedOf = (plan: ReadPlan, permissions: ReadonlySet<Permission>, variables: Variables, prefix = ''): readonly Joined[] =>
  plan.relations
    .filter((use) => use.relation.kind === 'one')
    .map((use, index) => {
      const below = reducePlan(use.plan as ReadPlan, permissions, variables);
      const place = `${index}.`;
      const own = prefix + place;
      return { use, plan: below, place, prefix: own, joined: joinedOf(below, permissions, variables, own) };
    });

export type Variables = Readonly<Record<string, unknown>>;

interface Use {
  /** The GraphQL field. */
  readonly field: string;
  readonly needs: readonly Permission[];
  /** `@skip` and `@include` that depend on variables. */
  readonly when: ((variables: Variables) => boolean) | null;
}

export interface ColumnUse extends Use {
  readonly audited: boolean;
}

export interface RelationUse extends Use {
  readonly relation: Relation;
  /** Under which property of the row the answer is kept. */
  readonly property: (args: Readonly<Record<string, unknown>>) => string;
  readonly args: (variables: Variables) => Readonly<Record<string, unknown>>;
  /** For `one` and `list`. */
  readonly plan: ReadPlan | null;
  /** For `page`. */
  readonly connection: ConnectionPlan | null;
  /** For `custom`: the fields that are asked for. */
  readonly fields: ReadonlySet<string>;
}

/** What is asked of a connection; what is not asked for is not computed. */
export interface ConnectionPlan {
  readonly plan: ReadPlan;
  readonly nodes: boolean;
  readonly edges: boolean;
  readonly cursors: boolean;
  readonly pageInfo: boolean;
  readonly totalCount: Use | null;
  readonly totals: Use | null;
}

export const isWanted = (use: Use | null, permissions: ReadonlySet<Permission>, variables: Variables): boolean =>
  use !== null && (use.when === null || use.when(variables)) && use.needs.every((permission) => permissions.has(permission));

/** The plan without what the actor may not see and without what the variables switch off: that is not even read. */
export function reducePlan(plan: ReadPlan, permissions: ReadonlySet<Permission>, variables: Variables): ReadPlan {
  if (!plan.hasConditions) return plan;
  const uses: readonly Use[] = [...plan.columns, ...plan.relations];
  const signature = uses.map((use) => (isWanted(use, permissions, variables) ? '1' : '0')).join('');
  if (!signature.includes('0')) return plan;
  let reduced = plan.reduced.get(signature);
  if (reduced === undefined) {
    const keep = <T extends Use>(list: readonly T[]) => list.filter((use) => isWanted(use, permissions, variables));
    reduced = {
      serial: nextSerial(),
      reader: plan.reader,
      columns: keep(plan.columns),
      relations: keep(plan.relations),
      statements: new Map(),
      reduced: new Map(),
      hasConditions: false,
    };
    if (plan.reduced.size < 64) plan.reduced.set(signature, reduced);
  }
  return reduced;
}
