/** Questions about what has happened, answered from the journal and the store. */
export * from './containers';
export * from './course';
export * from './hooks';
export * from './invariants/index';
export * from './nearest';
export * from './objects';
export * from './pods';
export * from './probes';
export * from './records';
export * from './services';
export * from './status';
export * from './termination';
export * from './trace';
export * from './traffic';
export * from './transitions';
