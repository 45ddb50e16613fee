export { charge, quotaStatus, quotasFor } from './quotas';
