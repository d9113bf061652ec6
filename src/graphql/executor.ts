import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import type { AccessMap } from '../access/map.js';
import { unauthenticated } from '../access/shield.js';
import { checkText } from './input-text.js';
import { analyse, LIMITS, type OperationFacts, tooCostly } from './limits.js';
import type { GatewayContext } from './context.js';

export interface ExecutionInput {
  /** Names the text of the document; with the operation's name it is the key of what is remembered. */
  readonly documentKey: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly context: GatewayContext;
}

export interface ExecutorOptions {
  /** Guards on root fields, relations as plain properties: for actors who hold all that the operation asks for. */
  readonly cleared: GraphQLSchema;
  /** Guards on every field that asks for something, relations looked up by their arguments. */
  readonly guarded: GraphQLSchema;
  readonly map: AccessMap;
  /** `never`: everything runs through graphql-js, for tests that compare. */
  readonly compile?: 'second-sight' | 'never';
}

/** An operation that was seen before. */
interface Known {
  readonly facts: OperationFacts;
  readonly variables: readonly VariableDefinitionNode[];
  sightings: number;
  compiled: Map<GraphQLSchema, CompiledQuery | null>;
}

const REMEMBERED_OPERATIONS = 500;
/** As many as a caller is told of its variables. */
const MAX_ERRORS = 9;

/** Readers answer in the form that GraphQL writes (database/reader.types.ts), services with ready values and Dates: leaves pass as they are. */
const COMPILER_OPTIONS = { disablingCapturingStackErrors: true, disableLeafSerialization: true } as const;

/** The one function that executes operations, whatever the transport: limits and clearance first, then the compiled operation. */
export class Executor {
  readonly #options: ExecutorOptions;
  readonly #known = new Map<string, Known>();
  /** The schema as it was asked for last: an editor asks for all of it whenever it is opened, in the same words. */
  #schemaAnswer: { readonly of: Known; readonly result: ExecutionResult } | null = null;

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  async execute(input: ExecutionInput): Promise<ExecutionResult> {
    try {
      checkText(input.variables);
      const known = this.#recall(input);
      const cost = this.#admit(known.facts, input);
      const result = await this.#run(known, input);
      return { ...result, extensions: { ...result.extensions, cost } };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  }

  /** The facts of the operation; the memory drops what was not seen for longest. */
  #recall(input: ExecutionInput): Known {
    const key = `${input.documentKey}/${input.operationName ?? ''}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      const operation = getOperationAST(input.document, input.operationName);
      if (operation == null)
        throw new GraphQLError('Name one of the operations of the document.', { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
      known = {
        facts: analyse(this.#options.guarded, this.#options.map, input.document, operation),
        variables: operation.variableDefinitions ?? [],
        sightings: 0,
        compiled: new Map(),
      };
    } else this.#known.delete(key);
    this.#known.set(key, known);
    if (this.#known.size > REMEMBERED_OPERATIONS) this.#known.delete(this.#known.keys().next().value as string);
    known.sightings += 1;
    return known;
  }

  #admit(facts: OperationFacts, input: ExecutionInput): { requested: number; maximum: number; remaining: number } {
    const { actor } = input.context;
    if (facts.introspects) {
      if (actor === null) throw unauthenticated();
      if (actor.kind !== 'STAFF' && actor.kind !== 'API_KEY')
        throw new GraphQLError('The schema is for staff and API keys to read.', { extensions: { code: 'FORBIDDEN' } });
    }
    const requested = facts.cost(input.variables ?? {});
    if (requested > LIMITS.cost) throw tooCostly(`The operation costs ${requested}, and ${LIMITS.cost} is the most: ask for smaller pages or fewer levels.`);
    return { requested, maximum: LIMITS.cost, remaining: LIMITS.cost - requested };
  }

  async #run(known: Known, input: ExecutionInput): Promise<ExecutionResult> {
    const { facts } = known;
    if (facts.isOfSchemaAlone && this.#schemaAnswer?.of === known) return this.#schemaAnswer.result;
    const { actor } = input.context;
    const isCleared = actor !== null && !facts.hasVariants && facts.needs.every((need) => actor.permissions.has(need));
    const schema = isCleared ? this.#options.cleared : this.#options.guarded;
    // graphql-jit takes no notice of a default on a required field of an input, and its errors are not those that Apollo knows
    const { coerced, errors } = getVariableValues(schema, known.variables, input.variables ?? {}, { maxErrors: MAX_ERRORS });
    // the one without a place says only that there are more
    if (coerced === undefined) return { errors: errors.filter((error) => error.nodes !== undefined) };
    const compiled = this.#compiled(known, schema, input);
    if (compiled === null) return this.#interpret(known, schema, input);
    // it has null, and no default, where a variable within a value was left out
    if (facts.innerVariables.some((name) => !Object.hasOwn(coerced, name))) return this.#interpret(known, schema, input);
    const result = await compiled.query(undefined, input.context, coerced);
    return result.errors === undefined ? result : { ...result, errors: result.errors.map(rebuilt) };
  }

  async #interpret(known: Known, schema: GraphQLSchema, input: ExecutionInput): Promise<ExecutionResult> {
    const { document, operationName, variables: variableValues, context: contextValue } = input;
    const result = await execute({ schema, document, operationName, variableValues, contextValue });
    if (known.facts.isOfSchemaAlone && result.errors === undefined) this.#schemaAnswer = { of: known, result };
    return result;
  }

  #compiled(known: Known, schema: GraphQLSchema, input: ExecutionInput): CompiledQuery | null {
    const { introspects, hasPartialConditions, hasVariablesInScalars } = known.facts;
    if (this.#options.compile === 'never' || known.sightings < 2 || introspects || hasPartialConditions || hasVariablesInScalars) return null;
    let compiled = known.compiled.get(schema);
    if (compiled === undefined) {
      const attempt = compileQuery(schema, input.document, input.operationName ?? undefined, COMPILER_OPTIONS);
      compiled = isCompiledQuery(attempt) ? attempt : null;
      known.compiled.set(schema, compiled);
    }
    return compiled;
  }
}

/** graphql-jit makes errors of a class of its own; the rest of the gateway wants those of graphql. */
function rebuilt(error: GraphQLError): GraphQLError {
  const { originalError } = error;
  const rebuiltError = new GraphQLError(error.message, {
    path: error.path,
    originalError,
    extensions: (originalError as { extensions?: Record<string, unknown> } | undefined)?.extensions ?? error.extensions,
  });
  if (error.locations !== undefined) Object.defineProperty(rebuiltError, 'locations', { value: error.locations, enumerable: true });
  return rebuiltError;
}
