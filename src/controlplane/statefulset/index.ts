/** Pods with an identity, one after the other. */
export { StatefulSetController } from './statefulSetController';
