import { DEPARTMENTS, type Department } from '../../access/departments.js';
import { refusal } from '../../runtime/refusal.js';

/** Each department once, in the order of the catalogue; nobody is without one. */
export function checkedDepartments(departments: readonly Department[]): Department[] {
  const chosen = DEPARTMENTS.filter((department) => departments.includes(department));
  if (chosen.length === 0) throw refusal('INVALID', 'Choose a department: without one a member may do nothing.', ['departments']);
  return chosen;
}
