/** ResourceQuotas: what the objects of a namespace take, who is refused, and what a quota says of it. */
export { admitToQuotas, quotaStatus } from './quotas';
