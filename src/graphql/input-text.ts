import { GraphQLError } from 'graphql';

/**
 * Half of a surrogate pair is no character: UTF-8 cannot say it, so the database cannot keep it and the audit log cannot sign it. JSON can
 * bring it along as an escape; the text of a document cannot, since the parser refuses it there. Throws, naming the place.
 */
export function checkText(variables: Readonly<Record<string, unknown>> | undefined): void {
  // With a list of its own instead of recursion: JSON can be nested deeper than the stack is.
  const left: [path: string, value: unknown][] = Object.entries(variables ?? {});
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [path, value] = next;
    if (typeof value === 'string') checkWhole(value, path);
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) left.push([`${path}.${index}`, item]);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        checkWhole(key, path);
        left.push([`${path}.${key}`, inner]);
      }
    }
  }
}

function checkWhole(text: string, path: string): void {
  if (text.isWellFormed()) return;
  throw new GraphQLError(`The text of $${path} is not valid Unicode: it holds half of a surrogate pair.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
