import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { schemaText } from '../../src/app.js';

const text = schemaText();
const schema = buildSchema(text);
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name),
);

/** Every element of the schema that callers read a description of, by its coordinate. */
function* elements(type: GraphQLNamedType): Generator<[string, string | null | undefined]> {
  yield [type.name, type.description];
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field.description];
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field.description];
      for (const argument of field.args) yield [`${type.name}.${field.name}(${argument.name}:)`, argument.description];
    }
  }
}

describe('the schema as callers read it', () => {
  test('the committed schema is the one that the code makes', () => {
    expect(readFileSync(join(import.meta.dirname, '../../schema/schema.graphql'), 'utf8')).toBe(text);
  });

  test('every type, field, argument and value is described in a sentence', () => {
    const bare = types.flatMap((type) => [...elements(type)]).filter(([, description]) => !description || !/[.?!:)]$/.test(description.trim()));
    expect(bare.map(([coordinate]) => coordinate)).toEqual([]);
  });

  test('mutations are noun first, take one input and answer with a payload that has userErrors', () => {
    const verbFirst = /^(create|update|delete|add|remove|set|get|move|lift|assign|revoke|approve|reject)[A-Z]/;
    const off = Object.values(schema.getMutationType()?.getFields() ?? {}).filter((field) => {
      const payload = getNamedType(field.type);
      const takesOneInput = field.args.length === 0 || (field.args.length === 1 && field.args[0]?.name === 'input');
      return (
        verbFirst.test(field.name) ||
        !takesOneInput ||
        !isObjectType(payload) ||
        !payload.name.endsWith('Payload') ||
        payload.getFields()['userErrors'] === undefined
      );
    });
    expect(off.map((field) => field.name)).toEqual([]);
  });

  test('connections have edges, nodes, pageInfo and totalCount, and take a page size', () => {
    for (const type of types.filter((type) => type.name.endsWith('Connection'))) {
      expect(Object.keys(isObjectType(type) ? type.getFields() : {}), type.name).toEqual(expect.arrayContaining(['edges', 'nodes', 'pageInfo', 'totalCount']));
    }
    const unpaged = types
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
      .filter(({ field }) => getNamedType(field.type).name.endsWith('Connection') && !field.args.some((argument) => argument.name === 'first'));
    expect(unpaged.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]);
  });

  test('what can be edited has a version, and no amount is a Float', () => {
    for (const name of ['Client', 'TradingAccount', 'Transaction', 'Document', 'Partner', 'StaffMember']) {
      const type = schema.getType(name);
      expect(isObjectType(type) && type.getFields()['version'] !== undefined, name).toBe(true);
    }
    const fieldsOf = (type: GraphQLNamedType): [string, { type: GraphQLInputType | GraphQLOutputType }][] =>
      isObjectType(type) || isInputObjectType(type) ? Object.entries(type.getFields()) : [];
    const floats = types.flatMap((type) =>
      fieldsOf(type)
        .filter(([, field]) => String(getNamedType(field.type as GraphQLOutputType)) === 'Float')
        .map(([name]) => `${type.name}.${name}`),
    );
    expect(floats).toEqual([]);
  });

  test('every scalar of our own says what it takes', () => {
    for (const type of types.filter(isScalarType)) expect(type.description, type.name).toMatch(/\S{3}/);
  });
});
