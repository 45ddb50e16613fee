/** As many pods as a ReplicaSet or a ReplicationController wants. */
export { ReplicaSetController } from './replicaSetController';
