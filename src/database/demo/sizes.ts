/** How many of everything a brokerage holds. */
export interface DemoSizes {
  readonly clients: number;
  readonly accounts: number;
  readonly transactions: number;
  readonly documents: number;
  readonly partners: number;
  readonly treeDepth: number;
  readonly commissions: number;
}

export const DEFAULT_DEMO_CLIENTS = 2000;

/** Below these the tree, the demo sign-ins and the day's work of each department do not all find a place. */
const LEAST: DemoSizes = { clients: 20, accounts: 35, transactions: 400, documents: 60, partners: 14, treeDepth: 6, commissions: 300 };

/** Larger brokerages have more accounts a client and less history a client: each of these has been looked at, what lies between is interpolated. */
const ANCHORS: readonly DemoSizes[] = [
  { clients: 0, accounts: 0, transactions: 0, documents: 0, partners: 0, treeDepth: 6, commissions: 0 },
  { clients: DEFAULT_DEMO_CLIENTS, accounts: 3500, transactions: 40_000, documents: 6000, partners: 300, treeDepth: 6, commissions: 30_000 },
  { clients: 50_000, accounts: 100_000, transactions: 500_000, documents: 12_000, partners: 3000, treeDepth: 10, commissions: 120_000 },
  { clients: 500_000, accounts: 1_000_000, transactions: 5_000_000, documents: 120_000, partners: 30_000, treeDepth: 10, commissions: 1_200_000 },
];

export function sizesFor(clients: number): DemoSizes {
  const most = ANCHORS.at(-1)?.clients ?? 0;
  if (!Number.isInteger(clients) || clients < LEAST.clients || clients > most) {
    throw new RangeError(`A demo brokerage has a whole number of clients from ${LEAST.clients} to ${most}, not ${clients}`);
  }
  const above = ANCHORS.findIndex((anchor) => anchor.clients >= clients);
  const [from, to] = [ANCHORS[above - 1], ANCHORS[above]];
  if (!from || !to) throw new RangeError(`No sizes are known for ${clients} clients`);
  const share = (clients - from.clients) / (to.clients - from.clients);
  const between = (of: keyof DemoSizes): number => Math.max(LEAST[of], Math.round(from[of] + share * (to[of] - from[of])));
  return {
    ...{ clients, accounts: between('accounts'), transactions: between('transactions'), documents: between('documents') },
    ...{ partners: between('partners'), treeDepth: between('treeDepth'), commissions: between('commissions') },
  };
}
