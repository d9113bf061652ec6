import type { Permission } from './permissions.js';

/** `inherit`: whoever may see the object that leads to it may see it. */
export type TypeAccess = Permission | 'inherit';
/** `anyone`: without signing in. `signedIn`: with any actor. */
export type RootAccess = Permission | 'anyone' | 'signedIn';

export interface AccessMap {
  readonly types: Readonly<Record<string, TypeAccess>>;
  readonly fields: Readonly<Record<string, Permission>>;
  readonly Query: Readonly<Record<string, RootAccess>>;
  readonly Mutation: Readonly<Record<string, RootAccess>>;
}

/** A type that is listed: itself, its pages and their edges. */
export const paged = (type: string, access: TypeAccess): Record<string, TypeAccess> => ({
  [type]: access,
  [`${type}Connection`]: access,
  [`${type}Edge`]: access,
});

/** Types that are seen by whoever sees what leads to them. */
export const inheriting = (...types: readonly string[]): Record<string, TypeAccess> => Object.fromEntries(types.map((type) => [type, 'inherit' as const]));
