import type { Cluster } from '../cluster';
import { matches } from '../kernel/index';
import type { ContainerQuery } from './containers';

/** One run of a postStart or preStop hook. */
export interface HookRun {
  /** `namespace/name` of the pod. */
  readonly pod: string;
  readonly startedMs: number;
  /** Undefined while it runs. */
  endedMs?: number;
  ok?: boolean;
  /** What went wrong. */
  output?: string;
}

/** Every run of one hook of the containers that the query means, oldest first. */
export function hookRuns(cluster: Cluster, hook: string, query: ContainerQuery): HookRun[] {
  const runs: HookRun[] = [];
  for (const fact of cluster.journal.ofKind('Pod')) {
    if (fact.type !== 'hook-started' && fact.type !== 'hook-ended') continue;
    if (fact.detail['container'] !== query.container || fact.detail['hook'] !== hook) continue;
    const [, namespace, name] = fact.object.split('/');
    if (!matches(query.pod, name ?? '')) continue;
    if (query.namespace !== undefined && query.namespace !== namespace) continue;
    const pod = `${namespace}/${name}`;
    if (fact.type === 'hook-started') {
      runs.push({ pod, startedMs: fact.t });
      continue;
    }
    const run = runs.findLast((r) => r.pod === pod && r.endedMs === undefined);
    if (!run) continue;
    run.endedMs = fact.t;
    run.ok = fact.detail['ok'] === true;
    run.output = String(fact.detail['output'] ?? '');
  }
  return runs;
}
