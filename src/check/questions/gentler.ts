import type { Subject } from '../finding';
import { type Candidate, field } from '../repairs';
import type { Entrance } from '../serving';

/** Longer than rules of kube-proxy take to follow a deletion. */
const PAUSE_SECONDS = 5;

/** What makes the replacement of pods easier on their visitors, smallest change first. */
export function gentler({ application, server, setup }: Subject, entrance: Entrance): Candidate[] {
  const found = application.containers(server).find(({ container }) => container.name === entrance.container);
  if (!found) return [];
  const { container, path } = found;
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
  const object = application.objectOf(server) as unknown as {
    spec: { replicas?: number; strategy?: { type?: string } };
  };
  const rolling: Candidate =
    object.spec.strategy?.type === 'Recreate' ? [field(server, 'spec.strategy', { type: 'RollingUpdate' })] : [];
  const whole: Candidate =
    server.kind === 'Deployment'
      ? [field(server, 'spec.strategy', { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } })]
      : [];
  const second: Candidate =
    server.kind === 'StatefulSet' && (object.spec.replicas ?? 1) < 2 ? [field(server, 'spec.replicas', 2)] : [];
  const combinations = [
    ready,
    pause,
    rolling,
    [...ready, ...pause],
    [...rolling, ...pause],
    [...rolling, ...ready, ...pause],
    [...ready, ...whole],
    [...ready, ...pause, ...whole],
    [...second, ...pause],
    [...second, ...ready, ...pause],
  ];
  const distinct = new Map(combinations.filter((c) => c.length > 0).map((c) => [JSON.stringify(c), c]));
  return [...distinct.values()].sort((a, b) => a.length - b.length);
}

/** The sleep action is there by default since 1.30; before, the image must have the command. */
function sleep(kubernetes: string): object {
  return Number(kubernetes.split('.')[1]) >= 30
    ? { sleep: { seconds: PAUSE_SECONDS } }
    : { exec: { command: ['sleep', String(PAUSE_SECONDS)] } };
}
