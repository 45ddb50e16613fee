/** Questions about what has happened, answered from the journal and the store. */
export * from './containers';
export * from './nearest';
export * from './pods';
export * from './records';
