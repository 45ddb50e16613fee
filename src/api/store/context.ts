import type { Kernel, RandomStream } from '../../kernel/index';
import type { FieldHistory, Owners } from '../managedFields/index';
import type { Release } from '../release/index';
import type { ServiceAddresses } from './addresses';
import type { ObjectRules } from './rules';
import type { Store } from './store';

/** What every write needs to know of the server. */
export interface ServerContext {
  readonly kernel: Kernel;
  readonly store: Store;
  /** Who owns which fields of what is stored. */
  readonly history: FieldHistory;
  readonly release: Release;
  readonly rules: ObjectRules;
  readonly addresses: ServiceAddresses;
  /** Draws name suffixes. */
  readonly names: RandomStream;
  readonly uids: RandomStream;
  /** Milliseconds since 1970. */
  wallMs(): number;
}

export interface WriteOptions {
  /** Who writes, for the journal: `kubectl`, `kubelet/node-1` … */
  readonly by?: string;
  /** By which name the writer owns the fields. Default: that of the program that `by` belongs to. */
  readonly fieldManager?: string;
  /** Who owns what afterwards, where that is known already. */
  readonly owners?: Owners;
  /** Do everything but save: `kubectl --dry-run=server`. */
  readonly dryRun?: boolean;
  /** Told what is legal and odd about the object: the `Warning:` headers of the answer. */
  readonly warn?: (text: string) => void;
}

export interface Preconditions {
  readonly uid?: string;
  readonly resourceVersion?: string;
}

export type PropagationPolicy = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteOptions extends WriteOptions {
  /** Pods only; absent = the pod's own `terminationGracePeriodSeconds`. */
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: PropagationPolicy;
  readonly preconditions?: Preconditions;
}

/** Who is named as the writer when nobody said. */
export const ANONYMOUS = 'client';
