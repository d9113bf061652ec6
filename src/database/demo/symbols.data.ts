import { DAY, startOfDay } from './calendar.js';

/** What the brokerage knows of a symbol, as far as commissions need it. Decimal texts are exact. */
export interface TradedSymbol {
  readonly name: string;
  readonly group: 'FX' | 'METALS' | 'INDICES' | 'CRYPTO' | 'ENERGY';
  readonly weight: number;
  /** Units of the base in one lot, and the currency that prices are in. */
  readonly contractSize: string;
  readonly quote: 'USD' | 'JPY' | 'EUR' | 'TRY';
  /** Value of one pip of one lot, in the quote currency. */
  readonly pipValue: string;
  readonly price: number;
  readonly digits: number;
  /** Average spread of one lot in dollars, and the broker's commission on ECN accounts. */
  readonly spreadUsd: string;
  readonly commissionUsd: string;
}

export const SYMBOLS: readonly TradedSymbol[] = [
  {
    name: 'EURUSD',
    group: 'FX',
    weight: 26,
    contractSize: '100000',
    quote: 'USD',
    pipValue: '10',
    price: 1.0825,
    digits: 4,
    spreadUsd: '11.40',
    commissionUsd: '7.00',
  },
  {
    name: 'XAUUSD',
    group: 'METALS',
    weight: 22,
    contractSize: '100',
    quote: 'USD',
    pipValue: '10',
    price: 2640,
    digits: 2,
    spreadUsd: '24.50',
    commissionUsd: '8.00',
  },
  {
    name: 'GBPUSD',
    group: 'FX',
    weight: 11,
    contractSize: '100000',
    quote: 'USD',
    pipValue: '10',
    price: 1.268,
    digits: 4,
    spreadUsd: '14.20',
    commissionUsd: '7.00',
  },
  {
    name: 'USDJPY',
    group: 'FX',
    weight: 10,
    contractSize: '100000',
    quote: 'JPY',
    pipValue: '1000',
    price: 151.37,
    digits: 2,
    spreadUsd: '12.10',
    commissionUsd: '7.00',
  },
  {
    name: 'US30',
    group: 'INDICES',
    weight: 7,
    contractSize: '10',
    quote: 'USD',
    pipValue: '10',
    price: 43_250,
    digits: 1,
    spreadUsd: '21.00',
    commissionUsd: '5.00',
  },
  {
    name: 'NAS100',
    group: 'INDICES',
    weight: 7,
    contractSize: '10',
    quote: 'USD',
    pipValue: '10',
    price: 20_850,
    digits: 1,
    spreadUsd: '18.00',
    commissionUsd: '5.00',
  },
  {
    name: 'BTCUSD',
    group: 'CRYPTO',
    weight: 5,
    contractSize: '1',
    quote: 'USD',
    pipValue: '1',
    price: 92_400,
    digits: 1,
    spreadUsd: '32.00',
    commissionUsd: '9.00',
  },
  {
    name: 'EURJPY',
    group: 'FX',
    weight: 4,
    contractSize: '100000',
    quote: 'JPY',
    pipValue: '1000',
    price: 163.85,
    digits: 2,
    spreadUsd: '16.30',
    commissionUsd: '7.00',
  },
  {
    name: 'AUDUSD',
    group: 'FX',
    weight: 4,
    contractSize: '100000',
    quote: 'USD',
    pipValue: '10',
    price: 0.6512,
    digits: 4,
    spreadUsd: '12.90',
    commissionUsd: '7.00',
  },
  {
    name: 'GER40',
    group: 'INDICES',
    weight: 3,
    contractSize: '10',
    quote: 'EUR',
    pipValue: '10',
    price: 19_310,
    digits: 1,
    spreadUsd: '15.50',
    commissionUsd: '5.00',
  },
  {
    name: 'WTI',
    group: 'ENERGY',
    weight: 1,
    contractSize: '1000',
    quote: 'USD',
    pipValue: '10',
    price: 71.4,
    digits: 2,
    spreadUsd: '30.00',
    commissionUsd: '6.00',
  },
  // a currency that nobody has told rates of
  {
    name: 'USDTRY',
    group: 'FX',
    weight: 0.4,
    contractSize: '100000',
    quote: 'TRY',
    pipValue: '10',
    price: 34.21,
    digits: 4,
    spreadUsd: '19.00',
    commissionUsd: '7.00',
  },
];

/** A calm wave around the usual price, the same for everyone on a day. */
export function priceOn({ price, digits }: Pick<TradedSymbol, 'price' | 'digits'>, at: number): string {
  const day = startOfDay(at) / DAY;
  return (price * (1 + 0.021 * Math.sin(day / 23) + 0.006 * Math.sin(day / 5))).toFixed(digits);
}

/** Of no instrument that the brokerage knows: rewards for it wait until somebody sets it up. */
export const UNKNOWN_SYMBOL = 'NATGAS.x';
