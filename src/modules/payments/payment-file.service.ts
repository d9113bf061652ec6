import type { Request } from '../../access/actor.js';
import { type PayoutOrder, ProviderRefusal } from '../../connectors/payments/port.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import type { Vault } from '../../runtime/vault.js';
import type { AuditTrail } from '../audit/index.js';
import type { DestinationService } from './destination.service.js';
import type { ProviderDirectory } from './provider.directory.js';

export interface ExportedFile {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
  readonly contentType: string;
  readonly payouts: number;
  /** In base64. */
  readonly content: string;
  readonly exportedBy: string;
  /** RFC 3339. */
  readonly exportedAt: string;
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly directory: ProviderDirectory;
  readonly destinations: DestinationService;
  readonly vault: Vault;
}

interface Waiting {
  readonly id: string;
  readonly reference: string;
  readonly customer: string;
  readonly amount: string;
  readonly currency: string;
  readonly destinationId: string | null;
}

/** As many as finance looks through, and a bank takes in one file. */
const MOST_PAYOUTS = 500;

// Only what the connector has accepted, which has a reference by then. Whoever exports at the same time waits here, and finds none of these left.
const WAITING = statement(`
  select o.id, t.reference, coalesce(c.reference, r.reference) as customer, o.amount::text as amount, o.currency, o.destination_id as "destinationId"
  from payout o join transaction t on t.id = o.transaction_id left join client c on c.id = t.client_id left join partner r on r.id = t.partner_id
  where o.provider = $1 and o.status = 'SENT' and o.payment_file_id is null and o.provider_reference is not null
  order by o.created_at, o.id limit $2 for no key update of o`);
const LEFT = statement(`
  select count(*)::int as left from payout where provider = $1 and status = 'SENT' and payment_file_id is null and provider_reference is not null`);
const MARK = statement('update payout set payment_file_id = $2 where id = any($1::uuid[])');
const INSERT = statement(`
  insert into payment_file (id, provider, name, content_type, content, payouts, exported_by, exported_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8)`);
const READ = statement(`
  select id, provider, name, content_type as "contentType", content, payouts, exported_by as "exportedBy", exported_at as "exportedAt" from payment_file where id = $1`);

const contentRow = (id: string): string => `payment_file/${id}/content`;

/** Payouts as a file that finance hands to the bank. A payout is in one file, and that file stays what it is. */
export class PaymentFileService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** With `id` the file that was made before; without, a new one of all that waits. Refuses when nothing does. */
  async export(request: Request, input: { readonly provider: string; readonly id?: string | null }): Promise<{ file: ExportedFile; left: number }> {
    const found = await this.#parts.directory.find(input.provider);
    if (found === null) throw refusal('NOT_FOUND', `There is no payment provider "${input.provider.slice(0, 40)}".`, ['provider']);
    if (found.connector.writePaymentFile === undefined)
      throw refusal('POLICY_FORBIDS', `${found.record.title} is paid by its API, not by files.`, ['provider']);
    if (input.id != null && !isId(input.id)) throw notFound('payment file', 'id');
    const id = input.id ?? (await this.#write(request, input.provider, (orders) => found.connector.writePaymentFile!(orders, new Date())));
    return this.#parts.database.unit(async (unit) => {
      const stored = await unit.row<ExportedFile>(READ, [id]);
      if (stored?.provider !== input.provider) throw notFound('payment file', 'id');
      if (stored.content === '') throw refusal('POLICY_FORBIDS', 'What this file said went with a client whom it paid, and who was erased since.', ['id']);
      const left = await unit.row<{ left: number }>(LEFT, [input.provider]);
      if (input.id != null)
        this.#parts.audit.append(unit, request, {
          ...{ action: 'paymentFile.read', subjectType: 'PaymentFile', subjectId: id, after: { name: stored.name, provider: stored.provider } },
        });
      return { file: { ...stored, content: this.#parts.vault.open(contentRow(id), stored.content) }, left: left?.left ?? 0 };
    });
  }

  #write(
    request: Request,
    provider: string,
    write: (orders: readonly PayoutOrder[]) => { readonly name: string; readonly contentType: string; readonly content: Buffer },
  ): Promise<string> {
    const { database, audit, vault } = this.#parts;
    return database.unit(async (unit) => {
      const waiting = await unit.rows<Waiting>(WAITING, [provider, MOST_PAYOUTS]);
      if (waiting.length === 0) throw refusal('POLICY_FORBIDS', 'There is nothing to pay: all that was sent is in a file already.', ['provider']);
      const file = orRefusal(write, await Promise.all(waiting.map((one) => this.#orderOf(one))));
      const id = newId();
      const sealed = vault.seal(contentRow(id), file.content.toString('base64'));
      const { actor } = request;
      unit.write(INSERT, [id, provider, file.name, file.contentType, sealed, waiting.length, actor.name, actor.id]);
      unit.write(MARK, [waiting.map((one) => one.id), id]);
      audit.append(unit, request, {
        ...{ action: 'paymentFile.export', subjectType: 'PaymentFile', subjectId: id },
        after: { provider, name: file.name, payouts: waiting.map(({ reference, amount, currency }) => `${reference} ${amount} ${currency}`) },
      });
      return id;
    });
  }

  async #orderOf({ id, reference, customer, amount, currency, destinationId }: Waiting): Promise<PayoutOrder> {
    const destination = destinationId === null ? {} : await this.#parts.destinations.detailsOf(destinationId);
    return { orderId: id, reference, customer, amount, currency, destination, returnOf: null, webhookUrl: '' };
  }
}

function orRefusal<T>(write: (orders: readonly PayoutOrder[]) => T, orders: readonly PayoutOrder[]): T {
  try {
    return write(orders);
  } catch (error) {
    if (error instanceof ProviderRefusal) throw refusal('INVALID', error.message);
    throw error;
  }
}
