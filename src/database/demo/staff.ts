import type { AuditEvents } from './audit.js';
import { COUNTRIES } from './countries.data.js';
import { DAY, officeTime } from './calendar.js';
import type { Setting, Staff } from './model.js';
import { type NameBook, nameBook } from './names.js';
import { Random } from './random.js';
import { STAFF_SIGN_INS } from './sign-ins.js';

/** Colleagues beside those who sign in, for a brokerage of the default size. */
const COLLEAGUES: Readonly<Record<string, number>> = { SALES: 7, SUPPORT: 4, COMPLIANCE: 3, FINANCE: 1, MANAGEMENT: 1, RISK: 1, PARTNERSHIPS: 1 };

/** Staff, and whom to ask for what. */
export class Office {
  readonly all: Staff[] = [];
  readonly #byDepartment = new Map<string, Staff[]>();

  add(staff: Staff): void {
    this.all.push(staff);
    for (const department of staff.departments) this.#byDepartment.set(department, [...this.of(department), staff]);
  }

  of(department: string): readonly Staff[] {
    return this.#byDepartment.get(department) ?? [];
  }

  /** Somebody who still works there: those who sign in do half of the work, so that their names are met everywhere. */
  someone(random: Random, department: string, not: readonly Staff[] = []): Staff {
    const present = this.of(department).filter((staff) => staff.isActive && !not.includes(staff));
    return random.weighted(present, (staff) => (this.isSignIn(staff) ? present.length : 1));
  }

  /** Those who decide on money, who must be others than whoever asked and whoever decided already. */
  checker(random: Random, not: readonly Staff[]): Staff {
    const isLeft = (department: string): boolean => this.of(department).some((staff) => staff.isActive && !not.includes(staff));
    const isFinance = isLeft('FINANCE') && (random.chance(0.85) || !isLeft('MANAGEMENT'));
    return this.someone(random, isFinance ? 'FINANCE' : 'MANAGEMENT', not);
  }

  byEmail(email: string): Staff {
    const staff = this.all.find((one) => one.email === email);
    if (!staff) throw new Error(`No staff member has the address ${email}`);
    return staff;
  }

  isSignIn(staff: Staff): boolean {
    return STAFF_SIGN_INS.some(({ email }) => email === staff.email);
  }
}

export function hireStaff(setting: Setting, audit: AuditEvents): Office {
  const random = new Random(setting.seed, 'staff');
  const names = nameBook();
  const office = new Office();
  const opening = officeTime(random, setting.start - 60 * DAY, 0);
  for (const [index, { name, email, department }] of STAFF_SIGN_INS.entries()) {
    const at = opening + index * 11 * 60_000;
    office.add({ id: random.id(at), version: 1, name, email, departments: [department], isActive: true, createdAt: at, updatedAt: at });
  }
  for (const [department, count] of Object.entries(COLLEAGUES)) {
    for (let index = 0; index < count; index += 1) office.add(colleague(random, names, department, opening + (index + 1) * DAY));
  }
  const administrator = office.byEmail('administration@demo.example');
  for (const staff of office.all) {
    audit.add(administrator, staff.createdAt, 'staff.create', 'StaffMember', staff.id, {
      after: { name: staff.name, email: staff.email, departments: staff.departments },
    });
  }
  leave(office, random, setting, audit);
  return office;
}

function colleague(random: Random, names: NameBook, department: string, near: number): Staff {
  const { firstName, lastName } = names.person(random, random.pick(COUNTRIES));
  const at = officeTime(random, near, 0);
  const departments = department === 'RISK' ? ['RISK', 'COMPLIANCE'] : [department];
  const email = names.email(firstName, lastName, 'demo.example');
  return { id: random.id(at), version: 1, name: `${firstName} ${lastName}`, email, departments, isActive: true, createdAt: at, updatedAt: at };
}

/** Two colleagues have left: lists of staff show people who are no longer active. */
function leave(office: Office, random: Random, setting: Setting, audit: AuditEvents): void {
  const administrator = office.byEmail('administration@demo.example');
  for (const department of ['SALES', 'SUPPORT']) {
    const leaver = office.of(department).at(-1);
    if (!leaver) continue;
    const at = officeTime(random, setting.now - random.between(40, 160) * DAY, 0);
    leaver.isActive = false;
    leaver.version += 1;
    leaver.updatedAt = at;
    audit.add(administrator, at, 'staff.deactivate', 'StaffMember', leaver.id, {
      reason: 'Left the company',
      before: { isActive: true },
      after: { isActive: false },
    });
  }
}
