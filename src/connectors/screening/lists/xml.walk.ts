import { SaxesParser, type SaxesTagNS } from 'saxes';
import { refuse } from './list.entry.js';

export type Attributes = Readonly<Record<string, string>>;

/** What is made of a file: told of each element by its path of local names, `export/sanctionEntity/nameAlias`. */
export interface XmlTaker<T> {
  open(path: string, attributes: Attributes, namespace: string): void;
  /** `text` is what stood directly in it. */
  close(path: string, text: string): void;
  /** What is ready by now; it is not given a second time. */
  take(): readonly T[];
}

const MOST_BYTES = 400_000_000;
const MAX_DEPTH = 24;
const LONGEST_TEXT = 100_000;
/** So much without an element that begins or ends is no list, but somebody who wants it all kept in memory. */
const LONGEST_SILENCE = 2_000_000;

class Walker<T> {
  readonly #taker: XmlTaker<T>;
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #open: { readonly path: string; text: string }[] = [];
  silence = 0;
  isOver = false;

  constructor(taker: XmlTaker<T>) {
    this.#taker = taker;
    this.#parser.on('error', (error) => refuse(`it is no proper XML (${error.message.slice(0, 200)})`));
    this.#parser.on('doctype', () => refuse('it has a document type, which it does not need'));
    this.#parser.on('opentag', (tag) => this.#onOpen(tag));
    this.#parser.on('text', (text) => this.#onText(text));
    this.#parser.on('cdata', (text) => this.#onText(text));
    this.#parser.on('closetag', () => this.#onClose());
  }

  write(text: string): void {
    this.silence += text.length;
    this.#parser.write(text);
    if (this.silence > LONGEST_SILENCE) refuse('it holds a piece that is far too long');
  }

  end(): void {
    this.#parser.close();
    if (!this.isOver) refuse('it ends too early');
  }

  #onOpen({ local, uri, attributes }: SaxesTagNS): void {
    this.silence = 0;
    const above = this.#open.at(-1);
    if (this.#open.length >= MAX_DEPTH) refuse('it is nested too deep');
    const path = above === undefined ? local : `${above.path}/${local}`;
    this.#open.push({ path, text: '' });
    this.#taker.open(path, Object.fromEntries(Object.values(attributes).map((attribute) => [attribute.local, attribute.value])), uri);
  }

  #onText(text: string): void {
    const element = this.#open.at(-1);
    if (element === undefined) return;
    element.text += text;
    if (element.text.length > LONGEST_TEXT) refuse('it holds a text that is far too long');
  }

  #onClose(): void {
    this.silence = 0;
    const { path, text } = this.#open.pop() as { path: string; text: string };
    this.#taker.close(path, text.trim());
    this.isOver = this.#open.length === 0;
  }
}

/** Walks through a file of any size in the memory of one piece of it. Entities of its own, document types, depth and endless texts are refused. */
export async function* walkXml<T>(file: AsyncIterable<Uint8Array>, taker: XmlTaker<T>): AsyncGenerator<T> {
  const walker = new Walker(taker);
  for await (const text of textOf(file)) {
    walker.write(text);
    yield* taker.take();
  }
  walker.end();
  yield* taker.take();
}

/** The file as text in UTF-8; what is none is refused. */
export async function* textOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      return refuse('it is not written in UTF-8');
    }
  };
  for await (const chunk of file) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) refuse(`it is larger than ${MOST_BYTES / 1_000_000} MB`);
    yield decode(chunk);
  }
  yield decode();
}
