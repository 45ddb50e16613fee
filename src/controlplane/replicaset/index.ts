/** As many pods as a ReplicaSet wants. */
export { ReplicaSetController } from './replicaset-controller';
