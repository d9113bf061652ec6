export { ApiKey as ApiKeyEntity } from './api-key.entity.js';
export { apiKeyReader } from './api-key.reader.js';
export { ApiKeyResolver } from './api-key.resolver.js';
export { ApiKeyService } from './api-key.service.js';
