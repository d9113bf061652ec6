export { StaffMember as StaffMemberEntity } from './staff.entity.js';
export { isSamePerson } from './same-person.js';
export { staffReader } from './staff.reader.js';
export { StaffResolver } from './staff.resolver.js';
export { StaffService } from './staff.service.js';
export { StaffConnection, StaffMember } from './staff.types.js';
