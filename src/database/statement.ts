import type { Actor } from '../access/actor.js';

/** What a statement is bound to when it runs. The text of a statement depends on shapes only, never on these values. */
export interface Binding {
  readonly actor: Actor;
  /** The field's arguments, coerced, with their defaults. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Keys of the parent rows, for a relation. */
  readonly keys?: readonly unknown[];
  /** The row after (or before) which a page starts: its sort value as text, and its id. */
  readonly cursor?: { readonly sort: string; readonly id: string } | null;
  readonly limit?: number;
}

/** Reads one parameter out of the binding. */
export type Slot = (binding: Binding) => unknown;

/** Collects the parameters of a statement whose text is being written. */
export class Parameters {
  readonly slots: Slot[] = [];

  /** Adds a parameter and answers with its placeholder, `$3::uuid[]`. */
  add(slot: Slot, cast?: string): string {
    this.slots.push(slot);
    return `$${this.slots.length}${cast === undefined ? '' : `::${cast}`}`;
  }
}

/** A statement written once and run often; its name lets PostgreSQL keep it prepared. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly slots: readonly Slot[];
}

const names = new Map<string, string>();
const REMEMBERED_NAMES = 2_000;
let named = 0;

/** Names are never given twice: a text that was forgotten gets another one. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= REMEMBERED_NAMES) names.delete(names.keys().next().value as string);
  const name = `s${(named += 1)}`;
  names.set(text, name);
  return name;
}

/** Writes a statement. Equal texts share one name, so that a connection prepares them once. */
export function writeStatement(write: (parameters: Parameters) => string): Statement {
  const parameters = new Parameters();
  const text = write(parameters);
  return { name: nameOf(text), text, slots: parameters.slots };
}
