import { Migration } from '@mikro-orm/migrations';

/** What other parts of the house have found out about a client, as far as a KYC level asks for it. */
export class Migration20261122091000_kyc_checks extends Migration {
  override up(): void {
    this.addSql(`
create table kyc_check (
  client_id uuid not null references client (id),
  kind text not null check (kind in ('APPLICATION','SCREENING','RISK_RATING','VENDOR')),
  outcome text not null check (outcome in ('PASSED','FAILED','PENDING')),
  -- it counts up to this day; null: until something is found out anew
  valid_until date,
  -- in a sentence, for the people who look at the client
  detail text not null,
  checked_at timestamptz(3) not null default now(),
  primary key (client_id, kind)
);
grant select, insert, update on kyc_check to countinghouse_app;
`);
  }

  override down(): void {
    this.addSql('drop table kyc_check');
  }
}
