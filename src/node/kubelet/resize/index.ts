/** Other resources for pods that run (KEP-1287): what is granted, how it is carried out, and what is told of it. */
export { NodeResourceStates } from './checkpoints';
export { containerResources } from './containerResources';
export { PodResizes } from './podResizes';
