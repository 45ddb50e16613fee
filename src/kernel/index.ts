/**
 * The discrete-event kernel: virtual clock, processes, signals, seeded randomness, latencies, journal.
 * Knows nothing of Kubernetes and imports nothing of the project.
 */
export { Interrupted, NeverWaits, ProcessFailed } from './errors';
export { type Detail, type Fact, type FactInput, Journal } from './journal';
export { Kernel, type KernelOptions, Timer } from './kernel';
export { Latencies, type Latency, type LatencyTable } from './latency';
export { matches } from './namePattern';
export { OrdinaryError } from './ordinaryError';
export { type Outcome, Process } from './process';
export { EventQueue } from './queue';
export { RandomStream, RandomStreams } from './random';
export { remembered, rememberedFor } from './remember';
export { Roster } from './roster';
export { allRules, type Rule, rule } from './rule';
export { Latch, Mailbox, Signal } from './signal';
export { anyOf, forever, sleep, type Task, TIMED_OUT, until, Wait, within } from './wait';
