import { podRow } from '../../kubectl/index';
import { eventRows } from '../../report/index';
import type { Finding, Subject } from '../finding';
import { isReady, Trial } from '../trial';

/** Pods that are not ready then never will be. */
const PATIENCE_MS = 10 * 60_000;

/** A pod that crashes may be ready for moments. */
const STEADY_MS = 60_000;

/**
 * Does the pod get ready at all, when its apps start at once? Without that nothing else can be asked.
 * @returns undefined when it does
 */
export function start({ application, server, setup }: Subject): Finding | undefined {
  const trial = new Trial(application.lonePod(server), setup);
  const { cluster } = trial;
  if (staysReady(trial, server)) return undefined;
  const pod = trial.lonePod(server);
  const status = pod ? podRow(pod, cluster.wallMs(), cluster.release).status : 'missing';
  const gates = pod?.spec.readinessGates?.map((gate) => gate.conditionType) ?? [];
  const last = eventRows(cluster, trial.startMs).findLast((event) => event.type === 'Warning');
  const why =
    gates.length > 0 && !isReady(pod)
      ? `nobody sets its readiness gate ${gates.join(', ')}`
      : (last && `${last.reason}: ${last.message}`) || 'no event says why; its init containers may wait for something';
  return {
    question: 'start',
    server,
    verdict: gates.length > 0 ? 'note' : 'bad',
    answer: `the pod is not ready after 10m (${status}): ${why}`,
    figure: null,
    unit: 'seconds',
    path: server.template === '' ? 'spec' : `${server.template}.spec`,
    scenario: ['When the manifest is created', 'And 10m pass', `Then \`kubectl get pods\` prints "0/"`],
  };
}

function staysReady(trial: Trial, server: Subject['server']): boolean {
  const restarts = () =>
    trial
      .lonePod(server)
      ?.status?.containerStatuses?.map((status) => status.restartCount)
      .join();
  while (trial.elapsedMs < PATIENCE_MS && trial.untilReady(server, PATIENCE_MS - trial.elapsedMs)) {
    const before = restarts();
    trial.cluster.advance(STEADY_MS);
    if (isReady(trial.lonePod(server)) && restarts() === before) return true;
  }
  return false;
}
