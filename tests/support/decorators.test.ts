import 'reflect-metadata';
import { buildSchema, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { graphql, printType } from 'graphql';
import { expect, test } from 'vitest';

@ObjectType({ simpleResolvers: true })
class Counted {
  @Field(() => Int)
  count: number;
}

@Resolver()
class CountedResolver {
  @Query(() => Counted)
  counted(): Counted {
    return { count: 3 };
  }
}

test('decorated classes compile, and graphql is loaded once', async () => {
  const schema = await buildSchema({ resolvers: [CountedResolver] });
  expect(printType(schema.getType('Counted')!)).toBe('type Counted {\n  count: Int!\n}');
  expect(await graphql({ schema, source: '{ counted { count } }' })).toEqual({ data: { counted: { count: 3 } } });
  expect(Object.keys(new Counted())).toEqual([]);
  expect(Reflect.getMetadata('design:returntype', CountedResolver.prototype, 'counted')).toBe(Counted);
});
