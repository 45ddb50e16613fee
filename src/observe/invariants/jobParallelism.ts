import type { Job, Pod } from '../../api/index';
import { type Invariant, type Judge, observer, writeOf } from './invariant';

/** A controller acts on what it last saw: a change of the Job may be on its way to it. */
const NEWS_MS = 2_000;

export const jobParallelism: Invariant = {
  name: 'job/parallelism',
  says: 'A Job never makes a pod that brings its active pods above its parallelism.',
  source: 'kubernetes.io, Jobs, Controlling parallelism',
  observe() {
    const allowed = new Map<string, { now: number; before: number; changedMs: number }>();
    const active = new Map<string, Set<string>>();
    const judge: Judge = (fact) => {
      const job = writeOf<Job>(fact, 'Job')?.object;
      if (job) {
        const uid = job.metadata.uid ?? '';
        const parallelism = job.spec.parallelism ?? 1;
        const known = allowed.get(uid);
        if (known?.now !== parallelism)
          allowed.set(uid, { now: parallelism, before: known?.now ?? 0, changedMs: fact.t });
        return undefined;
      }
      const write = writeOf<Pod>(fact, 'Pod');
      const owner = write?.object.metadata.ownerReferences?.find(
        ({ controller, kind }) => controller && kind === 'Job',
      );
      if (!write || !owner) return undefined;
      const pods = active.get(owner.uid) ?? new Set();
      active.set(owner.uid, pods);
      const { metadata, status } = write.object;
      const over =
        write.verb === 'removed' ||
        metadata.deletionTimestamp !== undefined ||
        status?.phase === 'Succeeded' ||
        status?.phase === 'Failed';
      if (over) pods.delete(metadata.uid ?? '');
      else pods.add(metadata.uid ?? '');
      const limit = allowed.get(owner.uid);
      if (write.verb !== 'create' || !limit) return undefined;
      const most = fact.t - limit.changedMs < NEWS_MS ? Math.max(limit.now, limit.before) : limit.now;
      return pods.size <= most ? undefined : `${pods.size} active pods of job ${owner.name}, parallelism ${limit.now}`;
    };
    return observer(['Job', 'Pod'], judge);
  },
};
