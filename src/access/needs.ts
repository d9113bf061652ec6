import type { AccessMap } from './map.js';
import type { Permission } from './permissions.js';

/** The permissions that a field asks for beyond those that its parent asked for. */
export function needsOf(map: AccessMap, parentType: string, field: string, returnType: string): readonly Permission[] {
  const own = map.fields[`${parentType}.${field}`];
  const type = map.types[returnType];
  const parent = map.types[parentType];
  const needs: Permission[] = own === undefined ? [] : [own];
  if (type !== undefined && type !== 'inherit' && type !== parent) needs.push(type);
  return needs;
}
