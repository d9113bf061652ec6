import { bankMaker } from './connectors/payments/bank/index.js';
import { cardMaker } from './connectors/payments/card/index.js';
import { cashierMaker } from './connectors/payments/cashier/index.js';
import { EcbRates } from './connectors/rates/ecb/ecb.source.js';
import type { Config } from './config.js';
import type { Database } from './database/orm.js';
import type { Reader } from './database/reader.js';
import type { AuditTrail } from './modules/audit/index.js';
import { ExchangeRateImporter, exchangeRateJobs, exchangeRateReader, ExchangeRateResolver, ExchangeRateService } from './modules/exchange/index.js';
import {
  ClientWalletsResolver,
  journalEntryReader,
  journalLineReader,
  ledgerAccountReader,
  LedgerAccountResolver,
  LedgerChecker,
  ledgerCheckJobs,
  ledgerCheckReader,
  LedgerCheckResolver,
  LedgerStatements,
  PartnerWalletsResolver,
  walletReader,
} from './modules/ledger/index.js';
import {
  bankStatementLineReader,
  bankStatementReader,
  BankStatementResolver,
  BankStatementService,
  DepositDesk,
  DepositEffects,
  DepositService,
  destinationReader,
  DestinationResolver,
  DestinationService,
  listProviders,
  PartnerWithdrawalResolver,
  paymentCaseReader,
  PaymentCaseResolver,
  PaymentCaseService,
  paymentEventReader,
  PaymentEventResolver,
  PaymentEventService,
  PaymentFileResolver,
  PaymentFileService,
  PaymentInbox,
  PaymentResolver,
  PayoutDesk,
  payoutReader,
  ProviderDirectory,
  type ProviderList,
  ProviderResolver,
  ProviderService,
  reconciliationItemReader,
  reconciliationReader,
  ReconciliationResolver,
  ReconciliationService,
  TaskPaymentCaseResolver,
  TransactionPayoutsResolver,
  WithdrawalEffects,
  WithdrawalService,
} from './modules/payments/index.js';
import {
  approvalReader,
  ClientTransactionsResolver,
  DecisionResolver,
  DecisionService,
  PartnerTransactionsResolver,
  PolicyResolver,
  PolicyService,
  TaskTransactionResolver,
  TradingAccountTransactionsResolver,
  transactionReader,
  TransactionResolver,
} from './modules/transactions/index.js';
import { AdjustmentEffects, AdjustmentService, NegativeBalanceService, TransferResolver, TransferService } from './modules/transfers/index.js';
import type { AnyJob } from './runtime/jobs.js';
import type { Logger } from './runtime/log.js';
import { Vault } from './runtime/vault.js';

/** What moves money, as the resolvers, the routes and the worker have it. */
export interface Money {
  readonly decisions: DecisionService;
  readonly transfers: TransferService;
  readonly adjustments: AdjustmentService;
  readonly negativeBalances: NegativeBalanceService;
  readonly deposits: DepositService;
  readonly withdrawals: WithdrawalService;
  readonly destinations: DestinationService;
  readonly providers: ProviderList;
  readonly providerSettings: ProviderService;
  readonly inbox: PaymentInbox;
  readonly policies: PolicyService;
  readonly ledgerStatements: LedgerStatements;
  readonly ledgerChecker: LedgerChecker;
  readonly rates: ExchangeRateService;
  readonly rateImporter: ExchangeRateImporter;
  readonly paymentEvents: PaymentEventService;
  readonly paymentCases: PaymentCaseService;
  readonly bankStatements: BankStatementService;
  readonly paymentFiles: PaymentFileService;
  readonly reconciliations: ReconciliationService;
  readonly moneyJobs: readonly AnyJob[];
}

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly log: Logger;
  /** Where the gateway is reached from outside. */
  readonly publicUrl: () => string;
}

/** The part of the composition root that wires what moves money. */
export function createMoney({ config, database, audit, log, publicUrl }: Parts): Money {
  const { pool } = database;
  const vault = new Vault(config.secrets.paymentKey);
  const directory = new ProviderDirectory({ pool, vault, makers: [cardMaker, cashierMaker, bankMaker] });
  const destinations = new DestinationService({ database, audit, directory, vault });
  const webhookUrl = (provider: string): string => `${publicUrl()}/webhooks/payments/${provider}`;
  const payouts = new PayoutDesk({ database, audit, directory, destinations, webhookUrl });
  const inbox = new PaymentInbox({ database, audit, directory, log });
  const ledgerChecker = new LedgerChecker(database, audit);
  const rateImporter = new ExchangeRateImporter(database, audit, config.ratesUrl === null ? null : new EcbRates(config.ratesUrl));
  const bankStatements = new BankStatementService(database, audit, directory);
  const reconciliations = new ReconciliationService(database, audit, directory);
  const corrections = new AdjustmentEffects();
  const effects = {
    ADJUSTMENT: corrections,
    CREDIT_IN: corrections,
    CREDIT_OUT: corrections,
    WITHDRAWAL: new WithdrawalEffects(),
    DEPOSIT: new DepositEffects(),
  };
  return {
    decisions: new DecisionService(database, audit, effects),
    transfers: new TransferService(database, audit),
    adjustments: new AdjustmentService(database, audit),
    negativeBalances: new NegativeBalanceService(database, audit),
    deposits: new DepositService({ database, audit, directory, webhookUrl, returnUrl: publicUrl }),
    withdrawals: new WithdrawalService(database, audit, destinations),
    destinations,
    providers: (filter) => listProviders(pool, filter),
    providerSettings: new ProviderService({ database, audit, directory, vault, isProduction: config.environment === 'production' }),
    inbox,
    policies: new PolicyService(database, audit),
    ledgerStatements: new LedgerStatements(database),
    ledgerChecker,
    rates: new ExchangeRateService(database, audit),
    rateImporter,
    paymentEvents: new PaymentEventService(database, audit),
    paymentCases: new PaymentCaseService(database, audit, directory),
    bankStatements,
    paymentFiles: new PaymentFileService({ database, audit, directory, destinations, vault }),
    reconciliations,
    moneyJobs: [
      ...[...payouts.jobs(), ...inbox.jobs(), ...bankStatements.jobs(), ...reconciliations.jobs(), ...new DepositDesk({ database, audit, directory }).jobs()],
      ...[...ledgerCheckJobs(ledgerChecker), ...(config.ratesUrl === null ? [] : exchangeRateJobs(rateImporter))],
    ],
  };
}

export const moneyReaders: readonly Reader[] = [
  ...[walletReader, transactionReader, approvalReader, payoutReader, destinationReader, paymentEventReader, paymentCaseReader],
  ...[bankStatementReader, bankStatementLineReader, reconciliationReader, reconciliationItemReader],
  ...[journalEntryReader, journalLineReader, ledgerAccountReader, ledgerCheckReader, exchangeRateReader],
];

export const moneyResolvers = (money: Money): object[] => [
  ...[new ClientWalletsResolver(), new PartnerWalletsResolver(), new TransactionResolver()],
  ...[new DecisionResolver(money.decisions), new TransferResolver(money.transfers, money.adjustments, money.negativeBalances)],
  ...[new PaymentResolver(money.deposits, money.withdrawals, money.providers), new DestinationResolver(money.destinations)],
  new PartnerWithdrawalResolver(money.withdrawals, money.destinations, money.decisions),
  ...[new PolicyResolver(money.policies), new ExchangeRateResolver(money.rates, money.rateImporter)],
  ...[new LedgerAccountResolver(money.ledgerStatements), new LedgerCheckResolver(money.ledgerChecker)],
  ...[new TransactionPayoutsResolver(), new PaymentCaseResolver(money.paymentCases), new PaymentEventResolver(money.paymentEvents)],
  ...[new BankStatementResolver(money.bankStatements), new ProviderResolver(money.providerSettings)],
  ...[new PaymentFileResolver(money.paymentFiles), new ReconciliationResolver(money.reconciliations)],
  ...[new ClientTransactionsResolver(), new TradingAccountTransactionsResolver(), new PartnerTransactionsResolver()],
  ...[new TaskTransactionResolver(), new TaskPaymentCaseResolver()],
];
