export { seedPermissions } from './permission.seed.js';
