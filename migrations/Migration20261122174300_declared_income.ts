import { Migration } from '@mikro-orm/migrations';

/** What clients pay in is compared with what they said that they earn. */
export class Migration20261122174300_declared_income extends Migration {
  override up(): void {
    for (const part of [income, rules]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const income = `
-- The upper end of the band that was chosen, in EUR; null where there is none. The answers themselves lie sealed.
alter table application add column declared_income numeric check (declared_income > 0);
`;

const SECOND = `'019aa000-0000-7000-8000-000000000002'`;

/** A set is never changed: the second one takes the place of the first, and waits as a draft where somebody has published another since. */
const rules = `
insert into risk_rule_set (id, number, note, medium_from, high_from, drafted_by)
select ${SECOND}, (select max(number) + 1 from risk_rule_set), 'Deposits are compared with the declared income', medium_from, high_from, 'Countinghouse'
from risk_rule_set where status = 'PUBLISHED' on conflict do nothing;
insert into risk_rule (set_id, number, factor, code, title, condition, points, at_least)
select ${SECOND}, r.number, r.factor, r.code, r.title, r.condition, r.points, r.at_least
from risk_rule r join risk_rule_set s on s.id = r.set_id where s.status = 'PUBLISHED' on conflict do nothing;
insert into risk_rule (set_id, number, factor, code, title, condition, points)
select ${SECOND}, max(number) + 1, 'FUNDING', 'deposits-over-income', 'Paid in within twelve months as much as was declared to be earned in a year, or more',
  '{"input": "depositsPercentOfIncome", "atLeast": 100}', 20
from risk_rule where set_id = ${SECOND} having count(*) > 0 on conflict do nothing;
update risk_rule_set set version = version + 1, status = 'RETIRED' where status = 'PUBLISHED' and number = 1;
update risk_rule_set set version = version + 1, status = 'PUBLISHED', published_by = 'Countinghouse', published_at = now()
where id = ${SECOND} and not exists (select from risk_rule_set where status = 'PUBLISHED');
`;

/** A set that ratings were made by stays, for them to be read. */
const undo = `
update risk_rule_set set version = version + 1, status = 'RETIRED' where id = ${SECOND} and status = 'PUBLISHED';
update risk_rule_set set version = version + 1, status = 'PUBLISHED' where number = 1 and not exists (select from risk_rule_set where status = 'PUBLISHED');
delete from risk_rule where set_id in (select s.id from risk_rule_set s where s.id = ${SECOND} and not exists (select from risk_rating r where r.rule_set = s.number));
delete from risk_rule_set s where s.id = ${SECOND} and not exists (select from risk_rule r where r.set_id = s.id);
alter table application drop column declared_income;
`;
