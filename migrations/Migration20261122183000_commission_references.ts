import { Migration } from '@mikro-orm/migrations';

/**
 * What commissions refer to is checked once a statement, and not by five look-ups a row: they came to more than the row with all its indexes.
 * It holds as before, and locks no client or partner while deals are worked off.
 */
export class Migration20261122183000_commission_references extends Migration {
  override up(): void {
    for (const part of [declared, checked, kept, room]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

// Still declared, for whoever reads the catalogue, such as the proofs over the demo. Those of corrections and statements stay enforced.
const declared = `
-- every commission has its row of commission_client_monthly by the trigger commission_sums, and that one refers to both
alter table commission alter constraint commission_partner_id_fkey not enforced;
alter table commission alter constraint commission_client_id_fkey not enforced;
alter table commission alter constraint commission_trading_account_id_fkey not enforced;
alter table commission alter constraint commission_plan_id_fkey not enforced;
alter table commission alter constraint commission_terms_id_fkey not enforced;
-- written by that trigger alone, out of commissions
alter table commission_daily alter constraint commission_daily_partner_id_fkey not enforced;
`;

const checked = `
create function commission_refers() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  missing text;
begin
  select case when a.trading_account_id is not null and t.id is null then 'commission_trading_account_id_fkey'
      when a.plan_id is not null and p.id is null then 'commission_plan_id_fkey' else 'commission_terms_id_fkey' end into missing
  from (select distinct trading_account_id, plan_id, terms_id from added) a
  left join trading_account t on t.id = a.trading_account_id left join commission_plan p on p.id = a.plan_id left join commission_terms s on s.id = a.terms_id
  where (a.trading_account_id is not null and t.id is null) or (a.plan_id is not null and p.id is null) or (a.terms_id is not null and s.id is null) limit 1;
  if found then raise exception 'a commission refers to what is not there' using errcode = 'foreign_key_violation', constraint = missing; end if;
  return null;
end $$;
create trigger commission_refers after insert on commission referencing new table as added for each statement execute function commission_refers();
create trigger commission_refers_still after update of partner_id, client_id, trading_account_id, plan_id, terms_id on commission for each row
  when ((old.partner_id, old.client_id, old.trading_account_id, old.plan_id, old.terms_id) is distinct from (new.partner_id, new.client_id, new.trading_account_id, new.plan_id, new.terms_id))
  execute function refuse_change();
`;

const kept = `
-- What was there when the row was checked never goes away.
create trigger trading_account_kept before delete or update of id on trading_account for each row execute function refuse_change();
create trigger commission_plan_kept before delete or update of id on commission_plan for each row execute function refuse_change();
create trigger commission_terms_kept before delete or update of id on commission_terms for each row execute function refuse_change();
`;

const room = `
-- Rows of these are changed again and again, each time by the deals of a batch: with room left in its page a row moves within it, and no index hears of it.
alter table commission_daily set (fillfactor = 85);
alter table commission_client_monthly set (fillfactor = 65);
alter table partner_lots set (fillfactor = 50);
`;

const undo = `
alter table partner_lots reset (fillfactor);
alter table commission_client_monthly reset (fillfactor);
alter table commission_daily reset (fillfactor);
drop trigger commission_terms_kept on commission_terms;
drop trigger commission_plan_kept on commission_plan;
drop trigger trading_account_kept on trading_account;
drop trigger commission_refers_still on commission;
drop trigger commission_refers on commission;
drop function commission_refers;
alter table commission_daily alter constraint commission_daily_partner_id_fkey enforced;
alter table commission alter constraint commission_terms_id_fkey enforced;
alter table commission alter constraint commission_plan_id_fkey enforced;
alter table commission alter constraint commission_trading_account_id_fkey enforced;
alter table commission alter constraint commission_client_id_fkey enforced;
alter table commission alter constraint commission_partner_id_fkey enforced;
`;
