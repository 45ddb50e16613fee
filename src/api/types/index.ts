export type * from './autoscaling';
export type * from './core';
export type * from './meta';
export type * from './networking';
export type * from './pod';
export type * from './workloads';
