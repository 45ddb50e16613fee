/** How much of its limits each ResourceQuota says is used. */
export { QuotaController } from './quotaController';
