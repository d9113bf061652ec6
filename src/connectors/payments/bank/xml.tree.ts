import { SaxesParser, type SaxesTagNS } from 'saxes';
import { StatementRefused } from '../port.js';

/** An element with its content. `path` and `line` are for people: "Stmt/Ntry/Amt", 12. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly path: string;
  readonly line: number;
}

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

const MAX_DEPTH = 40;
const MAX_ELEMENTS = 300_000;

/** Grows the tree as the parser walks, with all that can make a file dangerous refused: document types, entities of its own, depth. */
class TreeGrower {
  root: Growing | null = null;
  readonly #open: Growing[] = [];
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  #elements = 0;

  constructor() {
    const parser = this.#parser;
    parser.on('error', (error) => this.#refuse(`is no proper XML (${error.message.replace(/^\d+:\d+: /, '')})`));
    parser.on('doctype', () => this.#refuse('has a document type: a statement needs none, and it is not read'));
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^(utf-8|us-ascii)$/i.test(encoding)) this.#refuse(`is written in ${encoding}: save it as UTF-8`);
    });
    parser.on('opentag', (tag) => this.#onOpen(tag));
    parser.on('text', (text) => this.#onText(text));
    parser.on('cdata', (text) => this.#onText(text));
    parser.on('closetag', () => void this.#open.pop());
  }

  read(text: string): Growing {
    this.#parser.write(text).close();
    return this.root ?? this.#refuse('holds nothing');
  }

  #refuse(what: string): never {
    throw new StatementRefused(`Line ${this.#parser.line}: the file ${what}.`);
  }

  #onOpen({ local, uri, attributes }: SaxesTagNS): void {
    const parent = this.#open.at(-1);
    if (this.#open.length >= MAX_DEPTH) this.#refuse(`is nested deeper than ${MAX_DEPTH} elements`);
    if (++this.#elements > MAX_ELEMENTS) this.#refuse(`has more than ${MAX_ELEMENTS} elements: split it by day`);
    const element: Growing = {
      name: local,
      namespace: uri,
      attributes: Object.fromEntries(Object.values(attributes).map(({ name, value }) => [name, value])),
      children: [],
      text: '',
      path: parent && parent !== this.root ? `${parent.path}/${local}` : local,
      line: this.#parser.line,
    };
    if (parent) parent.children.push(element);
    else this.root = element;
    this.#open.push(element);
  }

  #onText(text: string): void {
    const element = this.#open.at(-1);
    if (element) element.text += text;
  }
}

/** The document element. Throws `StatementRefused` with the line that does not do. */
export const readXml = (text: string): XmlElement => new TreeGrower().read(text);

/** The first element at a path below this one. */
export function at(element: XmlElement | null, ...path: readonly string[]): XmlElement | null {
  let found = element;
  for (const name of path) found = found?.children.find((child) => child.name === name) ?? null;
  return found;
}

export const all = (element: XmlElement | null, name: string): readonly XmlElement[] => element?.children.filter((child) => child.name === name) ?? [];

/** What is written at a path, trimmed; null: nothing. */
export const written = (element: XmlElement | null, ...path: readonly string[]): string | null => at(element, ...path)?.text.trim() || null;

export const refuse = ({ line, path }: XmlElement, sentence: string): never => {
  throw new StatementRefused(`Line ${line}, ${path}: ${sentence}`);
};

/** The element at a path, which must be there. */
export const required = (element: XmlElement, ...path: readonly string[]): XmlElement =>
  at(element, ...path) ?? refuse(element, `${path.join('/')} is missing.`);
