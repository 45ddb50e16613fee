/** How many pods may be evicted: PodDisruptionBudgets. */
export { DisruptionController } from './disruptionController';
