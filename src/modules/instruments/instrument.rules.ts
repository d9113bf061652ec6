import { Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';
import { SERVER, SYMBOL } from '../deals/index.js';

/** What is kept of an instrument. Decimals are strings, plain and exact. */
export interface InstrumentFigures {
  readonly group: string;
  readonly contractSize: string;
  readonly pipSize: string;
  readonly baseCurrency: string;
  readonly quoteCurrency: string;
}

export interface GivenInstrument {
  readonly symbol: string;
  readonly version?: number | null;
  readonly group: string;
  readonly contractSize: string;
  readonly pipSize: string;
  readonly baseCurrency?: string | null;
  readonly quoteCurrency: string;
}

const GROUP = /^[\w][\w .&/-]{0,39}$/;
const SUFFIX = /^[A-Za-z0-9._#&!+/-]{1,10}$/;
const MOST_DECIMALS = 10;
const LARGEST = 1_000_000_000;

type Path = readonly string[];

export function checkedSymbol(symbol: string, field: Path): string {
  if (!SYMBOL.test(symbol)) throw refusal('INVALID', 'A symbol has 1 to 40 letters, digits and . _ # & ! + / -, such as EURUSD or US30.', field);
  return symbol;
}

export function checkedServer(server: string, field: Path): string {
  if (!SERVER.test(server)) throw refusal('INVALID', 'A server is named as trading accounts have it, such as MT5-Main.', field);
  return server;
}

export function checkedSuffix(suffix: string, field: Path): string {
  if (!SUFFIX.test(suffix)) throw refusal('INVALID', 'A suffix has 1 to 10 letters, digits and . _ # & ! + / -, such as .m or -pro.', field);
  return suffix;
}

function positive(value: string, what: string, field: Path): string {
  const decimal = new Decimal(value);
  if (!decimal.greaterThan(0) || decimal.greaterThan(LARGEST) || decimal.decimalPlaces() > MOST_DECIMALS)
    throw refusal('INVALID', `${what} is above zero, with at most ${MOST_DECIMALS} decimals: ${value} is not.`, field);
  return decimal.toFixed();
}

/** The figures of an instrument that somebody gives; `path` leads to it in the input. */
export function checkedInstrument(given: GivenInstrument, path: Path): InstrumentFigures {
  checkedSymbol(given.symbol, [...path, 'symbol']);
  if (!GROUP.test(given.group)) throw refusal('INVALID', 'A group is a short name, such as FX or Metals.', [...path, 'group']);
  return {
    group: given.group,
    contractSize: positive(given.contractSize, 'The size of a contract', [...path, 'contractSize']),
    pipSize: positive(given.pipSize, 'The size of a pip', [...path, 'pipSize']),
    baseCurrency: given.baseCurrency ?? given.quoteCurrency,
    quoteCurrency: given.quoteCurrency,
  };
}
