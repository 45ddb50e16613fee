import type { Deployment } from '../../api/index';
import { describeFailures, requests } from '../traffic';
import type { Breach, Expectation } from './promise';

/** Clients of a service must not notice that there is a new version. */
export const noRequestLost: Expectation = {
  name: 'rollout/no-request-lost',
  says: 'no request is lost in a rollout',
  advice:
    'give the container a readinessProbe, a preStop hook that sleeps until no proxy sends requests any more (5 s), and a grace period that covers both the hook and the draining',
  source: 'kubernetes.io, Pod Lifecycle, Termination of Pods; EndpointSlices, Conditions',
  despite: ['starts-late', 'pull-takes', 'drains', 'watched-rollout'],
  broken(cluster, sinceMs): Breach | undefined {
    const all = requests(cluster, { sinceMs });
    const lost = all.find(({ ok }) => !ok);
    if (!lost) return undefined;
    // Another problem: nobody has served before the rollout either.
    const never = all.some(({ ok }) => ok) ? '' : 'no request was answered at all, ';
    return { t: lost.t, object: `Service/${lost.service || lost.client}`, seen: `${never}${describeFailures(all)}` };
  },
};

/** As long as one pod is ready there is service. */
export const somebodyServes: Expectation = {
  name: 'rollout/somebody-serves',
  says: 'no rollout leaves a Deployment without a ready pod',
  advice: 'use the strategy RollingUpdate with a maxUnavailable that is smaller than the number of replicas',
  source: 'kubernetes.io, Deployments, Strategy',
  despite: ['starts-late', 'pull-takes', 'drains', 'rollout', 'watched-rollout'],
  broken(cluster, sinceMs): Breach | undefined {
    const served = new Set<string>();
    for (const fact of cluster.journal.all()) {
      if (fact.t < sinceMs || fact.type !== 'api-write' || !fact.object.startsWith('Deployment/')) continue;
      const { spec, status } = fact.detail['object'] as Deployment;
      const ready = status?.readyReplicas ?? 0;
      if (ready > 0) served.add(fact.object);
      else if (served.has(fact.object) && fact.detail['verb'] !== 'removed' && (spec.replicas ?? 1) > 0)
        return { t: fact.t, object: fact.object, seen: `none of ${spec.replicas} pods was ready any more` };
    }
    return undefined;
  },
};
