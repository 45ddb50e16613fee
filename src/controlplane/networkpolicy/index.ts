/** NetworkPolicies, as a network plugin enforces them that knows them: which packets get into pods, and out of them. */
export { NetworkPolicies } from './networkPolicies';
