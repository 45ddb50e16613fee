import type { Deployment, ReplicaSet } from '../../api/index';
import { type Invariant, type Judge, observer, writeOf } from './invariant';

/** A controller acts on what it last saw: changes of the Deployment and of its pods may be on their way to it. */
const NEWS_MS = 2_000;

interface Watched {
  deployment: Deployment;
  /** When somebody last changed the number of replicas or the strategy: then the ReplicaSets are scaled in proportion. */
  changedMs: number;
  readonly sets: Map<string, Size>;
}

interface Size {
  replicas: number;
  available: number;
  /** More were available until a moment ago. */
  availableBefore: number;
  fellMs: number;
  /** When it was last scaled down: its status still counts pods that are on their way out. */
  loweredMs: number;
}

function limit(value: number | string | undefined, replicas: number, up: boolean): number {
  const text = String(value ?? '25%');
  if (!text.endsWith('%')) return Number(text);
  const exact = (Number.parseFloat(text) * replicas) / 100;
  return up ? Math.ceil(exact) : Math.floor(exact);
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, n) => total + n, 0);

function asksTheSame({ metadata, spec }: Deployment, now: Deployment): boolean {
  if (metadata.generation !== undefined && metadata.generation === now.metadata.generation) return true;
  return spec.replicas === now.spec.replicas && JSON.stringify(spec.strategy) === JSON.stringify(now.spec.strategy);
}

/** Follows the Deployments that roll; `judge` is asked when the controller scales one of their ReplicaSets. */
function atEachScaling(
  judge: (watched: Watched, set: string, from: Size, to: number, t: number) => string | undefined,
) {
  const deployments = new Map<string, Watched>();
  const judgeWrite: Judge = (fact) => {
    const deployment = writeOf<Deployment>(fact, 'Deployment')?.object;
    if (deployment) {
      const uid = deployment.metadata.uid ?? '';
      const known = deployments.get(uid);
      if (!known) deployments.set(uid, { deployment, changedMs: fact.t, sets: new Map() });
      else {
        if (!asksTheSame(known.deployment, deployment)) known.changedMs = fact.t;
        known.deployment = deployment;
      }
      return undefined;
    }
    const write = writeOf<ReplicaSet>(fact, 'ReplicaSet');
    const owner = write?.object.metadata.ownerReferences?.find(({ controller }) => controller)?.uid;
    const watched = deployments.get(owner ?? '');
    if (!write || !watched) return undefined;
    const { metadata, spec, status } = write.object;
    const name = metadata.name;
    if (write.verb === 'removed') {
      watched.sets.delete(name);
      return undefined;
    }
    const from = watched.sets.get(name) ?? { replicas: 0, available: 0, availableBefore: 0, fellMs: 0, loweredMs: 0 };
    const to = spec.replicas ?? 1;
    const rolls = watched.deployment.spec.strategy?.type !== 'Recreate' && fact.t - watched.changedMs > NEWS_MS;
    const wrong =
      rolls && to !== from.replicas && write.by === 'deployment-controller'
        ? judge(watched, name, from, to, fact.t)
        : undefined;
    const available = status?.availableReplicas ?? 0;
    const fell = available < from.available;
    watched.sets.set(name, {
      replicas: to,
      available,
      availableBefore: fell ? from.available : from.availableBefore,
      fellMs: fell ? fact.t : from.fellMs,
      loweredMs: to < from.replicas ? fact.t : from.loweredMs,
    });
    return wrong;
  };
  return observer(['Deployment', 'ReplicaSet'], judgeWrite);
}

export const maxSurge: Invariant = {
  name: 'deployment/max-surge',
  says: 'A rolling update never asks for more pods than replicas and maxSurge together.',
  source: 'kubernetes.io, Deployments, Max Surge',
  observe: () =>
    atEachScaling(({ deployment, sets }, name, from, to) => {
      const { replicas = 1, strategy } = deployment.spec;
      const most = replicas + limit(strategy?.rollingUpdate?.maxSurge, replicas, true);
      const total = sum([...sets].map(([other, size]) => (other === name ? 0 : size.replicas))) + to;
      if (to <= from.replicas || total <= most) return undefined;
      return `scaled to ${to}: ${total} pods are asked for, at most ${most} are allowed`;
    }),
};

/** How many available pods of a ReplicaSet the controller may believe in: the statuses that it reads come a little later. */
function believed(size: Size, replicas: number, t: number): number {
  const available = t - size.fellMs < NEWS_MS ? Math.max(size.available, size.availableBefore) : size.available;
  return t - size.loweredMs < NEWS_MS ? available : Math.min(replicas, available);
}

/** Pods that are not available go first. */
function idle({ replicas, available }: Size): number {
  return Math.max(0, replicas - available);
}

export const maxUnavailable: Invariant = {
  name: 'deployment/max-unavailable',
  says: 'A rolling update never scales down below the available pods that maxUnavailable guarantees.',
  source: 'kubernetes.io, Deployments, Max Unavailable',
  observe: () =>
    atEachScaling(({ deployment, sets }, name, from, to, t) => {
      const { replicas = 1, strategy } = deployment.spec;
      const { maxUnavailable: unavailable, maxSurge: surge } = strategy?.rollingUpdate ?? {};
      // Both can round to nothing; then one pod may be missing (util/deployment `ResolveFenceposts`).
      const may = limit(unavailable, replicas, false) || (limit(surge, replicas, true) === 0 ? 1 : 0);
      const least = replicas - may;
      const others = sum(
        [...sets].filter(([other]) => other !== name).map(([, size]) => believed(size, size.replicas, t)),
      );
      const before = others + believed(from, from.replicas, t);
      const after = others + believed(from, from.replicas, t) - Math.max(0, from.replicas - to - idle(from));
      if (after >= before || after >= least) return undefined;
      return `scaled from ${from.replicas} to ${to}: ${after} available pods are left, ${least} are guaranteed`;
    }),
};
