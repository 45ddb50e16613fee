import type { KubeObject } from '../../api/index';
import { Deadlines } from './deadlines';
import { atWrites, type Invariant, seconds } from './invariant';

/** The collector looks at what it heard in its own time, and tries again when it is refused. */
const BOUND_MS = 60_000;

export const orphansGo: Invariant = {
  name: 'garbage/dependents-go-with-their-owner',
  says: 'An object whose owners are all gone is deleted within a minute.',
  source: 'kubernetes.io, Garbage Collection, Cascading deletion',
  observe(past) {
    const deadlines = new Deadlines();
    const living = new Set<string>();
    const isOrphan = (name: string): boolean => {
      const { deletionTimestamp, ownerReferences = [] } = past.objects.get(name)?.metadata ?? {};
      const owned = ownerReferences.length > 0 && deletionTimestamp === undefined;
      return owned && ownerReferences.every(({ uid }) => !living.has(uid));
    };
    return {
      'api-write': ({ object, detail, t }) => {
        const { metadata } = detail['object'] as { metadata: { uid?: string } };
        const uid = metadata.uid ?? '';
        if (detail['verb'] !== 'removed') living.add(uid);
        else {
          living.delete(uid);
          deadlines.met(object);
          for (const name of past.dependents.get(uid) ?? []) if (isOrphan(name)) deadlines.set(name, t + BOUND_MS);
        }
        return undefined;
      },
      time: ({ t }) => {
        for (const name of deadlines.passed(t)) {
          if (isOrphan(name)) return `${name} is still there ${seconds(BOUND_MS)} after its owner has gone`;
        }
        return undefined;
      },
    };
  },
};

/** For so long a controller may not have heard that an object is gone. */
const NEWS_MS = 10_000;

export const goneMakeNothing: Invariant = {
  name: 'garbage/nothing-new-for-the-gone',
  says: 'No controller makes an object for an owner that has been gone for longer than 10 s.',
  source: 'kubernetes.io, Garbage Collection, Owners and dependents; Controllers, Control via API server',
  observe(past) {
    const goneMs = new Map<string, number>();
    return atWrites<KubeObject>(['api-write'], ({ verb, by, object, t }) => {
      if (verb === 'removed') goneMs.set(object.metadata.uid ?? '', t);
      if (verb !== 'create' || !by.endsWith('-controller')) return undefined;
      const owner = object.metadata.ownerReferences?.find(({ controller }) => controller);
      const sinceMs = goneMs.get(owner?.uid ?? '') ?? t;
      return t - sinceMs > NEWS_MS
        ? `made by ${by} for ${owner?.kind} ${owner?.name}, which has been gone for ${seconds(t - sinceMs)}`
        : undefined;
    })(past);
  },
};

export const dependentsAreSeenTo: Invariant = {
  name: 'garbage/owners-wait-for-their-dependents',
  says: 'What is deleted in the foreground, or so that its dependents stay, is marked first and goes when they have been seen to.',
  source: 'kubernetes.io, Garbage Collection, Foreground cascading deletion; Orphaned dependents',
  observe(past) {
    return {
      'api-write': ({ detail }) =>
        detail['propagation'] !== undefined && past.before && !past.before.metadata.deletionTimestamp
          ? `went at once, though it was to be deleted with propagation policy ${detail['propagation']}`
          : undefined,
    };
  },
};
