/** The API server's verbs and the store behind them. */
export type { AddressOptions } from './addresses';
export type { ApplyOptions } from './apply';
export type { BindOptions } from './binding';
export type { DeleteOptions, Preconditions, PropagationPolicy, WriteOptions } from './context';
export { FOREGROUND_FINALIZER, ORPHAN_FINALIZER } from './delete';
export type { PatchOptions } from './patch';
export type { ObjectRules } from './rules';
export type { Scale } from './scale';
export { ApiServer, type ApiServerOptions, type ListOptions, type Watch, type WatchOptions } from './server';
export { refOf, type WriteVerb } from './store';
export { TEMPLATE_GENERATION } from './templateCount';
