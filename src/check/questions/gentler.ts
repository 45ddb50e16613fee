import { type Application, field, type Server } from '../application';
import type { Finding, Repair, Subject } from '../finding';
import type { Candidate } from '../repairs';
import { keepsData, replicasOf, secondReplica } from '../replicas';
import type { Entrance } from '../serving';

/** Longer than rules of kube-proxy take to follow a deletion. */
const PAUSE_SECONDS = 5;

/** What makes the replacement of pods easier on their visitors, smallest change first. */
export function gentler({ application, server, setup }: Subject, entrance: Entrance): Candidate[] {
  const found = application.containers(server).find(({ container }) => container.name === entrance.container);
  if (!found) return [];
  const { container, path } = found;
  if (isAloneForGood(application, server)) return [];
  const grace = application.podSpec(server).terminationGracePeriodSeconds ?? 30;
  const place = `${server.template === '' ? 'spec' : `${server.template}.spec`}.terminationGracePeriodSeconds`;
  // The pause counts against the grace period.
  const longerGrace: Candidate = grace > 2 * PAUSE_SECONDS ? [] : [field(server, place, grace + PAUSE_SECONDS + 1)];
  const pause: Candidate = container.lifecycle?.preStop
    ? []
    : [field(server, `${path}.lifecycle.preStop`, sleep(setup.kubernetes)), ...longerGrace];
  const ready: Candidate = container.readinessProbe
    ? []
    : [field(server, `${path}.readinessProbe`, { tcpSocket: { port: entrance.port }, periodSeconds: 5 })];
  const { strategy, updateStrategy } = (application.objectOf(server) as unknown as { spec: Strategies }).spec;
  // Two pods at a time would be two owners of the same data.
  const rolling: Candidate =
    strategy?.type === 'Recreate' && !keepsData(application, server)
      ? [field(server, 'spec.strategy', { type: 'RollingUpdate' })]
      : [];
  const whole = oneByOne(server, updateStrategy);
  const second: Candidate = server.kind === 'StatefulSet' ? secondReplica(application, server) : [];
  const combinations = [
    ready,
    pause,
    rolling,
    [...ready, ...pause],
    [...rolling, ...pause],
    [...rolling, ...ready, ...pause],
    [...ready, ...whole],
    [...pause, ...whole],
    [...ready, ...pause, ...whole],
    [...second, ...pause],
    [...second, ...ready, ...pause],
  ];
  const distinct = new Map(combinations.filter((c) => c.length > 0).map((c) => [JSON.stringify(c), c]));
  return [...distinct.values()].sort((a, b) => a.length - b.length);
}

interface Strategies {
  readonly strategy?: { readonly type?: string };
  readonly updateStrategy?: { readonly rollingUpdate?: { readonly maxUnavailable?: number | string } };
}

/** No pod goes before another one has come, or at least not several at once. */
function oneByOne(server: Server, updateStrategy: Strategies['updateStrategy']): Candidate {
  if (server.kind === 'Deployment')
    return [
      field(server, 'spec.strategy', { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }),
    ];
  const { maxUnavailable = 1 } = updateStrategy?.rollingUpdate ?? {};
  if (server.kind !== 'DaemonSet' || maxUnavailable === 1) return [];
  return [field(server, 'spec.updateStrategy.rollingUpdate.maxUnavailable', 1)];
}

/** A pause before SIGTERM is one way; the other is in the app, where nobody can see it from here. */
export function withPauseExplained(repair: Repair): Repair {
  if (!repair.changes.some(({ path }) => path.endsWith('lifecycle.preStop'))) return repair;
  const seconds = `${PAUSE_SECONDS}s`;
  return {
    ...repair,
    sentence: `${repair.sentence} (unless the app itself goes on serving for ${seconds} after SIGTERM)`,
  };
}

/** Its pod must go before another one comes: there is one, with data that two can't share. */
function isAloneForGood(application: Application, server: Server): boolean {
  const { strategy } = (application.objectOf(server) as unknown as { spec: Strategies }).spec;
  const goesFirst = server.kind === 'StatefulSet' || strategy?.type === 'Recreate';
  return goesFirst && replicasOf(application, server) < 2 && keepsData(application, server);
}

/** What no field mends, and why. */
export function withoutRepair(finding: Finding, { application, server }: Subject): Finding {
  if (replicasOf(application, server) > 1 || !keepsData(application, server)) return finding;
  return {
    ...finding,
    verdict: 'warning',
    answer: `${finding.answer}; it keeps data, so whether a second pod can serve meanwhile is up to the app`,
  };
}

/** The sleep action is there by default since 1.30; before, the image must have the command. */
function sleep(kubernetes: string): object {
  return Number(kubernetes.split('.')[1]) >= 30
    ? { sleep: { seconds: PAUSE_SECONDS } }
    : { exec: { command: ['sleep', String(PAUSE_SECONDS)] } };
}
