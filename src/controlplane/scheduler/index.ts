/** kube-scheduler: the queue of pods without a node, filters, scores, preemption and binding. */
export { Scheduler } from './scheduler';
