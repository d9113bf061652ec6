import { Migration } from '@mikro-orm/migrations';

/** Clients whom plans pay for once they qualify: how far each is, and what was paid. */
export class Migration20261122160200_cpa extends Migration {
  override up(): void {
    this.addSql(`
-- How far a client is on the way to what a plan pays once for it. Worked out from deposits and deals whenever one of them is looked at.
create table commission_candidate (
  -- the client's own
  id uuid primary key references client (id) on delete cascade,
  partner_id uuid not null references partner (id),
  plan_id uuid not null references commission_plan (id),
  status text not null check (status in ('WAITING','QUALIFIED','MISSED')),
  -- the one by which everything is decided: who had introduced the client, and by which terms
  deposit_id uuid references transaction (id),
  first_deposit numeric,
  currency text not null,
  lots numeric not null,
  until timestamptz(3),
  qualified_at timestamptz(3),
  -- in a sentence; empty: nothing
  missing text not null,
  updated_at timestamptz(3) not null default now()
);
create index commission_candidate_updated on commission_candidate (updated_at, id);
create index commission_candidate_status on commission_candidate (status, updated_at, id);
create index commission_candidate_partner on commission_candidate (partner_id, updated_at, id);
create index commission_candidate_plan on commission_candidate (plan_id, updated_at, id);
create index commission_candidate_deposit on commission_candidate (deposit_id) where deposit_id is not null;

-- paid for a client and not for a deal
alter table commission add column is_cpa boolean not null default false;
create unique index commission_cpa_once on commission (client_id, plan_id, partner_id, currency) where is_cpa and corrects_id is null;
create index commission_cpa on commission (client_id) where is_cpa;

grant select, insert, update, delete on commission_candidate to countinghouse_app;
`);
  }

  override down(): void {
    this.addSql(`
drop index commission_cpa; drop index commission_cpa_once;
alter table commission drop column is_cpa;
drop table commission_candidate;
`);
  }
}
