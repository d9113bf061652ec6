export { ApplicationFormService } from './application-form.service.js';
export { answersRow } from './application.record.js';
export { applicationReader } from './application.reader.js';
export { ApplicationResolver, ClientApplicationsResolver, TaskApplicationResolver } from './application.resolver.js';
export { ApplicationService } from './application.service.js';
export { Application } from './application.types.js';
