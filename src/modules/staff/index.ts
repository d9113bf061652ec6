export { StaffMember as StaffMemberEntity } from './staff.entity.js';
export { staffReader } from './staff.reader.js';
export { StaffConnection, StaffMember } from './staff.types.js';
