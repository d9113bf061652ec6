export { DepartmentCode } from './department.enums.js';
export { DepartmentService } from './department.service.js';
export { keepAdministrable } from './permission.guard.js';
export { PermissionResolver } from './permission.resolver.js';
export { seedPermissions } from './permission.seed.js';
