import { buildSchema, getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { AccessMap } from '../access/map.js';
import { analyse, LIMITS } from './limits.js';

const schema = buildSchema(`
  scalar JSON
  input Filter { first: Int  terms: JSON }
  type Query { a: A  list(first: Int = 25, last: Int, filter: Filter): AConnection  whole(first: Int = 100): AConnection  signIn: A }
  type A { name: String  secret: String  a: A  as: [A!]!  list(first: Int): AConnection  treeTotals: T }
  type T { n: Int }
  type AConnection { nodes: [A!]!  edges: [AEdge!]!  totalCount: Int  totals: [T!] }
  type AEdge { node: A! }
`);
const map: AccessMap = {
  types: { A: 'inherit', AConnection: 'inherit', AEdge: 'inherit', T: 'commissions:read' },
  fields: { 'A.secret': 'clients:pii' },
  Query: {},
  Mutation: {},
};

function facts(text: string) {
  const document = parse(text);
  const operation = getOperationAST(document, text.includes('query One(') ? 'One' : null);
  if (operation == null) throw new Error('no operation');
  return analyse(schema, map, document, operation);
}

const nested = (depth: number): string => `{ ${'a { '.repeat(depth)} name ${'} '.repeat(depth)} }`;

describe('limits before execution', () => {
  test('the cost is the number of objects that the page sizes allow for', () => {
    expect(facts('{ list(first: 10) { nodes { name } } }').cost({})).toBe(10);
    expect(facts('{ list(first: 10) { nodes { a { name } list(first: 5) { nodes { a { name } } } } } }').cost({})).toBe(10 * (1 + 1 + 5 * (1 + 1)));
    expect(facts('query ($n: Int) { list(first: $n) { nodes { name } } }').cost({ n: 7 })).toBe(7);
    expect(facts('{ list { nodes { name } } }').cost({})).toBe(25);
    expect(facts('{ whole { nodes { name } } }').cost({})).toBe(100);
    expect(facts('query ($n: Int = 80) { list(first: $n) { nodes { name } } }').cost({})).toBe(80);
  });

  test('what a connection counts and sums up is paid for once, however large its page', () => {
    const counted = (size: number) =>
      facts(`{ list(first: ${size}) { totalCount nodes { name } } }`).cost({}) - facts(`{ list(first: ${size}) { nodes { name } } }`).cost({});
    expect(counted(100)).toBe(counted(1));
    expect(counted(1)).toBeGreaterThan(0);
    const summed = (size: number) => facts(`{ list(first: ${size}) { totals { n } edges { node { name } } } }`).cost({}) - size;
    expect(summed(100)).toBe(summed(1));
    // and once for each row that has a connection
    expect(facts('{ list(first: 10) { nodes { list(first: 7) { totalCount nodes { name } } } } }').cost({})).toBe(10 * (1 + 7 + counted(1)));
    // what belongs to a row is paid for by the row
    expect(facts('{ list(first: 10) { edges { node { treeTotals { n } } } } }').cost({})).toBe(10 * (1 + 10));
  });

  test('a page of none, less than none or more than a hundred rows is refused, by literal and by variable', () => {
    for (const size of [0, -1, 101, 1_000_000_000]) {
      expect(() => facts(`{ list(first: ${size}) { nodes { name } } }`).cost({})).toThrow(/1 to 100/);
      expect(() => facts('query ($n: Int) { list(first: $n) { nodes { name } } }').cost({ n: size })).toThrow(/1 to 100/);
    }
  });

  test('depth is bounded, through fragments too', () => {
    expect(() => facts(nested(LIMITS.depth - 1))).not.toThrow();
    expect(() => facts(nested(60))).toThrow(/deeper/);
    const chain = Array.from({ length: 30 }, (_, index) => `fragment F${index} on A { a { ${index < 29 ? `...F${index + 1}` : 'name'} } }`).join('\n');
    expect(() => facts(`{ a { ...F0 } }\n${chain}`)).toThrow(/deeper/);
  });

  test('fragments that double with each level end at the bound on fields, at once', () => {
    const bomb = Array.from(
      { length: 12 },
      (_, index) => `fragment F${index} on A { ${index < 11 ? `a { ...F${index + 1} } as { ...F${index + 1} }` : 'name'} }`,
    ).join('\n');
    // the best of three: what else the machine does is not the limit's
    const tries = [1, 2, 3].map(() => {
      const startedAt = performance.now();
      expect(() => facts(`{ a { ...F0 } }\n${bomb}`)).toThrow(/fields|deeper/);
      return performance.now() - startedAt;
    });
    expect(Math.min(...tries)).toBeLessThan(200);
  });

  test('a fragment counts wherever it is spread, be it in one place several times, under conditions or without a field of its own', () => {
    const spread = (each: string) =>
      `query ($x: Boolean = true) { a { ...F0 } }\n${Array.from({ length: 25 }, (_, index) => `fragment F${index} on A { ${index < 24 ? each.replaceAll('F', `F${index + 1}`) : 'name'} }`).join('\n')}`;
    for (const each of ['...F ...F ...F', '... { ...F } ... { ...F }', '...F @include(if: $x) ...F'])
      expect(() => facts(spread(each)), each).toThrow(/fields|directives/);
    expect(() => facts(spread('...F'))).not.toThrow();
    expect(facts('{ a { ...F ...F } } fragment F on A { name list(first: 10) { nodes { name } } }').cost({})).toBe(1 + 10);
  });

  test('each alias at the root is read, and paid for', () => {
    expect(facts('{ one: list(first: 10) { nodes { name } } two: list(first: 10) { nodes { name } } }').cost({})).toBe(20);
    expect(facts('{ list(first: 10) { nodes { name } } list(first: 10) { totalCount } }').cost({})).toBe(10 + 5);
  });

  test('what stands in one place under a condition and in another without is told', () => {
    const isPartial = (selection: string) =>
      facts(`query ($x: Boolean!) { a { ${selection} } } fragment F on A { a { name } } fragment G on A { ...F }`).hasPartialConditions;
    for (const partial of [
      '...F @include(if: $x) ...F',
      '... @skip(if: $x) { ...F } ...G',
      'a @include(if: $x) { name } a { secret }',
      'name @skip(if: $x) name',
    ])
      expect(isPartial(partial), partial).toBe(true);
    for (const whole of ['...F @include(if: $x)', '...F ...G', 'a @include(if: $x) { name } b: a { secret }', '... @skip(if: $x) { name } ...F'])
      expect(isPartial(whole), whole).toBe(false);
  });

  test('variables within values are told, those that are values themselves are not', () => {
    const inner = (text: string) => facts(text).innerVariables;
    expect(inner('query ($n: Int, $x: Boolean!) { list(first: $n) { nodes { name @include(if: $x) } } }')).toEqual([]);
    expect(inner('query ($n: Int, $m: Int) { a { list(first: [$n]) { totalCount } } list(last: { a: [{ b: $m }] }) { totalCount } }')).toEqual(['n', 'm']);
    const inScalars = (text: string) => facts(text).hasVariablesInScalars;
    expect(inScalars('query ($n: Int) { list(filter: { first: $n }) { totalCount } }')).toBe(false);
    expect(inScalars('query ($n: Int) { list(filter: { terms: { a: [{ b: $n }] } }) { totalCount } }')).toBe(true);
    expect(inner('query One($n: Int) { list(first: $n) { totalCount } } query Other($m: Int) { list(first: { n: $m }) { totalCount } }')).toEqual([]);
  });

  test('of the schema each list is read once', () => {
    for (const many of ['{ __schema { a: types { name } b: types { name } } }', '{ __type(name: "A") { ...F } } fragment F on __Type { f: fields { name } }'])
      expect(() => facts(many), many).toThrow(/no aliases/);
    expect(() => facts('{ one: __schema { types { name } } two: __schema { types { name } } }')).toThrow(/once/);
    expect(() => facts('{ mine: __schema { types { name } } a: __type(name: "A") { name } }')).not.toThrow();
    expect(() => facts(getIntrospectionQuery())).not.toThrow();
  });

  test('a page size that is no whole number is left to the one who reads variables, and is told as that', () => {
    for (const size of ['5', 5.5, true, {}]) expect(facts('query ($n: Int) { list(first: $n) { nodes { name } } }').cost({ n: size })).toBe(1);
  });

  test('aliases, directives and root fields are bounded', () => {
    const aliases = Array.from({ length: LIMITS.aliases + 1 }, (_, index) => `n${index}: name`).join(' ');
    expect(() => facts(`{ a { ${aliases} } }`)).toThrow(/aliases/);
    expect(() => facts(`{ a { name ${'@include(if: true) '.repeat(LIMITS.directives + 1)} } }`)).toThrow(/directives/);
    const roots = Array.from({ length: LIMITS.rootFields + 1 }, (_, index) => `r${index}: a { name }`).join(' ');
    expect(() => facts(`{ ${roots} }`)).toThrow(/root/);
  });

  test('signing in may stand once in an operation, under whatever alias', () => {
    expect(() => facts('{ one: signIn { name } two: signIn { name } }')).toThrow(/once/);
  });

  test('what an operation needs is collected from everywhere in it, fragments included', () => {
    expect(facts('{ a { name } }').needs).toEqual([]);
    expect([...facts('{ a { ...F } } fragment F on A { a { secret treeTotals { n } } }').needs].sort()).toEqual(['clients:pii', 'commissions:read']);
  });

  test('two sets of arguments for one field on one object are told', () => {
    expect(facts('{ a { x: list(first: 1) { totalCount } y: list(first: 2) { totalCount } } }').hasVariants).toBe(true);
    expect(facts('{ a { x: list(first: 1) { totalCount } y: list(first: 1) { totalCount } } }').hasVariants).toBe(false);
    expect(facts('{ x: list(first: 1) { totalCount } y: list(first: 2) { totalCount } }').hasVariants).toBe(false);
  });
});
