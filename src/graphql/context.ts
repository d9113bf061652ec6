import type { GraphQLResolveInfo } from 'graphql';
import type { Actor, Request } from '../access/actor.js';
import { unauthenticated } from '../access/shield.js';
import type { Pipeline } from '../database/pipeline.js';
import { type Connection, ReadArgumentError, type ReadContext, type ReadEngine, type Row } from '../database/reader.engine.js';
import type { Planner, RootPlan } from './plan.js';
import type { Resolvers } from './schema.js';

type Args = Readonly<Record<string, unknown>>;

/** A reference is said aloud and typed by hand: in whatever case, with blanks around it. */
const spoken = (reference: string): string => reference.trim().toUpperCase();

/** What resolvers get as their context: made anew for each operation, never shared between two. */
export class GatewayContext {
  // Apollo gives resolvers a copy of this object, made by Object.assign: a field by `#` would not be on it.
  private asking: Actor | null;
  readonly requestId: string;
  /** Where the request came from, for the sign-in limiter. */
  readonly address: string;
  /** Where the schema finds them. */
  readonly resolvers: Resolvers;
  private pipeline: Pipeline | undefined;
  private readonly reads: { readonly engine: ReadEngine; readonly planner: Planner };

  constructor(input: { actor: Actor | null; requestId: string; address: string; engine: ReadEngine; planner: Planner; resolvers: Resolvers }) {
    this.asking = input.actor;
    this.requestId = input.requestId;
    this.address = input.address;
    this.resolvers = input.resolvers;
    this.reads = { engine: input.engine, planner: input.planner };
  }

  get actor(): Actor | null {
    return this.asking;
  }

  /** Somebody signed in by this very operation: what its payload goes on to read is theirs. Where somebody was asking already, it stays theirs. */
  admit(actor: Actor): void {
    this.asking ??= actor;
  }

  /** Who asks, for services. Only behind a guard: without an actor it is a refusal to go on. */
  get request(): Request {
    if (this.asking === null) throw unauthenticated();
    return { actor: this.asking, requestId: this.requestId };
  }

  /** Answers a connection field at the root. */
  page(info: GraphQLResolveInfo, args: Args): Promise<Connection> {
    return this.reads.engine.page(this.readContext(info), this.reads.planner.rootPlan(info).connection(), args);
  }

  /** Answers a field that names one row, by the one of `by` that is given. Null: there is none, or none in the actor's scope. */
  async one(info: GraphQLResolveInfo, by: Readonly<Record<string, string | null | undefined>>): Promise<Row | null> {
    const given = Object.entries(by).filter((entry): entry is [string, string] => entry[1] != null);
    const [first] = given;
    if (first === undefined || given.length > 1) throw new ReadArgumentError(`Name it by ${Object.keys(by).join(' or by ')}: one of them, and not null.`);
    const [field, value] = first;
    return this.reads.engine.one(this.readContext(info), this.reads.planner.rootPlan(info).row(), field, field === 'reference' ? spoken(value) : value);
  }

  /** Reads the object that a payload (or the viewer) carries under `path`, such as `client` or `viewer.client`, with what the operation selects of it. */
  async under(info: GraphQLResolveInfo, path: string, id: string | null): Promise<Row | null> {
    const plan = this.planUnder(info, path);
    return plan === null || id === null ? null : this.reads.engine.one(this.readContext(info), plan.row(), 'id', id);
  }

  /** The same for a list of objects, in the order of their ids. */
  async underAll(info: GraphQLResolveInfo, path: string, ids: readonly string[]): Promise<Row[]> {
    const plan = this.planUnder(info, path);
    return plan === null ? [] : this.reads.engine.several(this.readContext(info), plan.row(), ids);
  }

  private planUnder(info: GraphQLResolveInfo, path: string): RootPlan | null {
    return path.split('.').reduce<RootPlan | null>((above, field) => above && above.field(field), this.reads.planner.rootPlan(info));
  }

  private readContext(info: GraphQLResolveInfo): ReadContext {
    this.pipeline ??= this.reads.engine.pipeline();
    return { request: this.request, pipeline: this.pipeline, variables: info.variableValues };
  }
}
