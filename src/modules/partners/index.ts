export { Partner as PartnerEntity } from './partner.entity.js';
export { Partner, PartnerConnection } from './partner.types.js';
