import type { Proc } from '../process';

/** What a client reads to know whom it is to ask: the words that it was started with, and its environment. */
export type Invocation = Pick<Proc, 'argv' | 'env'>;
