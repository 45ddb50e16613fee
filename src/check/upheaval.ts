import { isReady, type Pod } from '../api/index';
import { type RequestFact, requests } from '../observe/index';
import type { Application, Server } from './application';
import { seconds } from './durations';
import { startsAfter } from './handlers';
import { nodesFor, replicasOf } from './replicas';
import { type Entrance, visitor } from './serving';
import { otherSeeds, Trial, type TrialSetup } from './trial';

/** How long an app of nobody's takes to start while pods are replaced: long enough for a missing readiness probe to show. */
export const START_UP_MS = 5000;
export const REQUESTS_PER_SECOND = 50;
const MINUTE_MS = 60_000;
const PATIENCE_MS = 10 * MINUTE_MS;
const SETTLE_MS = 10_000;

/** What a service's visitors noticed of something that replaced pods. */
export interface Upheaval {
  readonly sent: number;
  readonly lost: number;
  /** What became of most of the lost ones, or what kubectl said last of something that does not come to an end. */
  readonly why: string;
  /** Whether visitors got answers that they understand; databases only take their connections. */
  readonly speaksHttp: boolean;
  /** It came to an end in time. */
  readonly finished: boolean;
  /** From the command until all is as it was, or until nobody waited any longer. */
  readonly tookMs: number;
}

/** What is done to a server: a kubectl command line, made when its pods are there. */
export type Action = (pods: readonly Pod[]) => string;

/**
 * A server on three nodes with a steady stream of requests, to which something is done: the worst of three tries, since a
 * race of milliseconds is lost only now and then.
 * @param untilLoss the first try that loses anything is told, and no further one played: a repair has then failed
 */
export function upheaval(
  application: Application,
  server: Server,
  setup: TrialSetup,
  entrance: Entrance,
  action: Action,
  untilLoss = false,
): Upheaval {
  let worst: Upheaval | undefined;
  for (const luck of [setup, ...otherSeeds(setup)]) {
    const next = upheavalOnce(application, server, luck, entrance, action);
    if (!worst || !next.finished || (worst.finished && next.lost > worst.lost)) worst = next;
    if (untilLoss && (!worst.finished || worst.lost > 0)) break;
  }
  return worst as Upheaval;
}

/** `a rolling restart at 50 requests a second loses 33 of 2155: …`. */
export function upheavalText(what: string, { sent, lost, why, finished }: Upheaval): string {
  const rate = `${what}, at ${REQUESTS_PER_SECOND} requests a second,`;
  if (!finished) return `${what} does not come to an end within 10m: ${why}`;
  return lost === 0 ? `${rate} loses none of ${sent}` : `${rate} loses ${lost} of ${sent}: ${why}`;
}

function upheavalOnce(
  application: Application,
  server: Server,
  setup: TrialSetup,
  entrance: Entrance,
  action: Action,
): Upheaval {
  const behaviours = application.containers(server).map(({ container }) => ({
    container: container.name,
    behaviour: startsAfter(container, START_UP_MS),
  }));
  const wanted = replicasOf(application, server);
  const trial = new Trial(application, setup, { behaviours, nodes: nodesFor(application, server) });
  const { cluster } = trial;
  const settled = () => {
    const pods = trial.pods(server, application);
    return pods.length === wanted && pods.every((pod) => isReady(pod) && !pod.metadata.deletionTimestamp);
  };
  if (!cluster.advanceUntil(settled, PATIENCE_MS))
    return { sent: 0, lost: 0, why: 'its pods are not ready after 10m', speaksHttp: true, finished: false, tookMs: 0 };
  cluster.advance(SETTLE_MS);
  const before = new Set(trial.pods(server, application).map((pod) => pod.metadata.uid));
  const sinceMs = cluster.now;
  const client = visitor(cluster, entrance, REQUESTS_PER_SECOND);
  cluster.advance(1000);
  const pods = trial.pods(server, application);
  const begunMs = cluster.now;
  const command = cluster.run(action(pods));
  const over = () => command.exitCode !== undefined && settled() && changed(trial.pods(server, application), before);
  const finished = cluster.advanceUntil(over, PATIENCE_MS);
  const tookMs = cluster.now - begunMs;
  cluster.advance(SETTLE_MS);
  client.stop();
  const sent = requests(cluster, { sinceMs });
  const speaksHttp = entrance.protocol !== 'other' && sent.some((request) => request.status !== undefined);
  const lost = sent.filter(speaksHttp ? (request) => !request.ok : isLostConnection);
  const why = finished
    ? whyLost(lost, application, server, entrance)
    : lastWords(`${command.stdout}\n${command.stderr}`);
  return { sent: sent.length, lost: lost.length, why, speaksHttp, finished, tookMs };
}

/** How long a scenario waits for the end of what took so long here: visitors come all the time, so it need not be much more. */
export function minutesFor(seen: Upheaval | undefined): string {
  const tookMs = seen?.finished ? seen.tookMs : PATIENCE_MS;
  return `${Math.min(Math.ceil(tookMs / MINUTE_MS) + 1, PATIENCE_MS / MINUTE_MS)}m`;
}

/** Databases take connections and understand nothing of what the visitors say: they need not answer. */
function isLostConnection({ served }: RequestFact): boolean {
  return served === undefined;
}

/** What kubectl said last, without the name of the pod. */
function lastWords(output: string): string {
  return /Cannot evict pod.*$/m.exec(output)?.[0] ?? output.trim().split('\n').at(-1) ?? '';
}

function changed(pods: readonly Pod[], before: ReadonlySet<string | undefined>): boolean {
  return pods.some((pod) => !before.has(pod.metadata.uid));
}

/** What became of most of the lost requests, for people. */
function whyLost(lost: readonly RequestFact[], application: Application, server: Server, entrance: Entrance): string {
  const counts = new Map<string, number>();
  for (const { reason = '' } of lost) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const these = lost.filter(({ reason = '' }) => reason === most);
  const { service, container: name } = entrance;
  const container = application.containers(server).find((found) => found.container.name === name)?.container;
  switch (most) {
    case 'no-endpoint':
      return `no pod was ready for ${seconds(spanMs(these))}`;
    case 'refused':
      if (service.spec.publishNotReadyAddresses)
        return 'the service sends to pods that are not ready, too (publishNotReadyAddresses)';
      return container?.readinessProbe
        ? 'they went to a pod that had been told to stop and no longer listened'
        : `they went to a pod that still started (here for ${seconds(START_UP_MS)}): without readiness probe it counts as ready at once`;
    case 'timeout':
      return these.some(({ served }) => served !== undefined)
        ? 'a pod took them and did not answer in time'
        : 'they went to the address of a pod that was gone';
    case 'cut':
      return 'a pod that stopped cut them off before its answer';
    default:
      return these[0]?.why ?? '';
  }
}

function spanMs(these: readonly RequestFact[]): number {
  return (these.at(-1)?.t ?? 0) - (these[0]?.t ?? 0);
}
