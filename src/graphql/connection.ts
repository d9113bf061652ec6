import { ArgsType, type ClassType, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CalendarDate, DateTime, Decimal } from './scalars.js';
import { enumOf } from './user-error.js';

export const OrderDirection = enumOf(['ASC', 'DESC']);
registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which way a list runs.',
  valuesConfig: {
    ASC: { description: 'Smallest, oldest or first in the alphabet first.' },
    DESC: { description: 'Largest, newest or last in the alphabet first.' },
  },
});

@InputType({ description: 'A span of time: from is inclusive, to is exclusive; either may be left out.' })
export class DateTimeRange {
  @Field(() => DateTime, { nullable: true, description: 'The first instant that counts.' })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The first instant that no longer counts.' })
  to?: string | null;
}

@InputType({ description: 'A span of days: from is inclusive, to is exclusive; either may be left out.' })
export class DateRange {
  @Field(() => CalendarDate, { nullable: true, description: 'The first day that counts.' })
  from?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The first day that no longer counts.' })
  to?: string | null;
}

@InputType({ description: 'A span of amounts, both ends inclusive; either may be left out.' })
export class DecimalRange {
  @Field(() => Decimal, { nullable: true, description: 'The least amount that counts.' })
  min?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'The largest amount that counts.' })
  max?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Is there more after this page?' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Is there more before this page?' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first row: give it as `before` to go back.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last row: give it as `after` to go on.' })
  endCursor: string | null;
}

/** `first` and `after`: what each connection below the root takes. */
@ArgsType()
export class ForwardArgs {
  @Field(() => Int, { nullable: true, defaultValue: 25, description: 'How many rows, 1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The page after this cursor.' })
  after?: string | null;
}

/** Both ways: what connections at the root take. */
@ArgsType()
export class PageArgs extends ForwardArgs {
  @Field(() => Int, { nullable: true, description: 'The last rows instead of the first, 1 to 100; counts over `first`.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'The page before this cursor, with `last`.' })
  before?: string | null;
}

/** The edge type of a node type: `ClientEdge`. */
export function edgeOf(node: () => ClassType, name: string, what: string): ClassType {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `${what} in a list, with its cursor.` })
  class Edge {
    @Field(() => String, { description: 'The cursor of this row.' })
    cursor: string;

    @Field(node, { description: `The row: ${what.toLowerCase()}.` })
    node: object;
  }
  return Edge;
}

/** The connection type of a node type, `ClientConnection`, to be extended where it has `totals`. */
export function connectionOf(node: () => ClassType, name: string, what: string): ClassType {
  const Edge = edgeOf(node, name, what);
  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list: ${what.toLowerCase()} by ${what.toLowerCase()}.` })
  class Connection {
    @Field(() => [Edge], { description: 'The rows with their cursors.' })
    edges: object[];

    @Field(() => [node()], { description: 'The rows.' })
    nodes: object[];

    @Field(() => PageInfo, { description: 'Where the page stands.' })
    pageInfo: PageInfo;

    @Field(() => Int, { nullable: true, description: 'How many rows the whole list has; counted only when asked for.' })
    totalCount: number | null;
  }
  return Connection;
}
