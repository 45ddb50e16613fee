/** Clients that send requests to services and pods, and what became of each request. */
export { type Sender, TrafficClient, type TrafficOptions } from './client';
export { type LossReason, type Outcome, outcomeOf } from './outcome';
