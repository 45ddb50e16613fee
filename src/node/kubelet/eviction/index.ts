/** Pods that their node ends by itself: what they may use, who goes when it is too much, and how they are killed. */
export { Eviction, type EvictionRequest } from './eviction';
export { EvictionManager } from './evictionManager';
