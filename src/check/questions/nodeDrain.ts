import { labelMatcher, type Pod, type PodDisruptionBudget } from '../../api/index';
import type { Application, FieldChange } from '../application';
import type { Finding, Subject } from '../finding';
import { type Candidate, firstThatMends } from '../repairs';
import { nodesFor, replicasOf, secondReplica } from '../replicas';
import { entranceTo } from '../serving';
import { REQUESTS_PER_SECOND } from '../tries';
import { unlessHookHelps } from '../unknownHook';
import { lossStep, minutesFor, START_UP_MS, upheaval, upheavalText } from '../upheaval';
import { gentler, withoutRepair, withPauseExplained } from './gentler';

const KIND = 'PodDisruptionBudget';
const KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/**
 * How many requests does the drain of a node lose that has one of the pods?
 * @returns undefined where no service leads to the server, or nobody makes its pods again
 */
export function nodeDrain(subject: Subject): Finding | undefined {
  const { application, server } = subject;
  const entrance = entranceTo(application, server);
  if (!KINDS.includes(server.kind) || !entrance) return undefined;
  const finding = unlessHookHelps(answer(subject, application), subject, entrance.container);
  if (finding.verdict === 'ok') return finding;
  const repair = firstThatMends(application, candidates(), (changed) => answer(subject, changed, true));
  return repair ? { ...finding, repair: withPauseExplained(repair) } : withoutRepair(finding, subject);

  function candidates(): Candidate[] {
    const gentle = gentler(subject, entrance as NonNullable<typeof entrance>);
    const second = secondReplica(application, server);
    // Alone it is away while its pod moves, whatever else is changed.
    if (second.length === 0 && replicasOf(application, server) < 2) return [];
    const budget: Candidate = budgetsFor(application, server);
    // What a budget forbids to as many pods as there are, only another budget allows.
    const isForbidden = second.length === 0 && finding.answer.includes('disruption budget');
    const plain: Candidate[] = isForbidden ? [] : [[...second], ...gentle, ...gentle.map((c) => [...second, ...c])];
    return [...plain, ...[[] as Candidate, ...gentle].map((c) => [...second, ...c, ...budget])].filter(
      (c) => c.length > 0,
    );
  }
}

/** So that pods go one by one: the budgets that there are with another figure, or else a new one. */
function budgetsFor(application: Application, server: Subject['server']): FieldChange[] {
  const labels = application.podLabels(server);
  const own = application.objects.filter(
    (object): object is PodDisruptionBudget =>
      object.kind === KIND &&
      (object.metadata.namespace ?? 'default') === server.namespace &&
      labelMatcher((object as PodDisruptionBudget).spec.selector).matches(labels),
  );
  if (own.length === 0) return [newBudget(application, server)];
  const most = Math.max(1, replicasOf(application, server) - 1);
  return own.flatMap(({ metadata: { name = '' }, spec: { minAvailable } }): FieldChange[] => {
    if (typeof minAvailable === 'number') return [{ kind: KIND, name, path: 'spec.minAvailable', value: most }];
    const one = { kind: KIND, name, path: 'spec.maxUnavailable', value: 1 };
    return minAvailable === undefined
      ? [one]
      : [{ kind: KIND, name, path: 'spec.minAvailable', value: undefined }, one];
  });
}

function newBudget(application: Application, { name, ...server }: Subject['server']): FieldChange {
  const object = {
    apiVersion: 'policy/v1',
    kind: KIND,
    metadata: { name, namespace: server.namespace },
    spec: { minAvailable: 1, selector: { matchLabels: application.podLabels({ name, ...server }) } },
  };
  return { kind: KIND, name, path: '', value: object };
}

function labelOf(application: Application, server: Subject['server']): string {
  return Object.entries(application.podLabels(server)).map(([key, value]) => `${key}=${value}`)[0] ?? '';
}

function answer({ server, setup }: Subject, application: Application, untilLoss = false): Finding {
  const entrance = entranceTo(application, server);
  const drain = (node: string) =>
    `kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data --force --timeout=10m`;
  const nodeOf = (pods: readonly Pod[]) => pods[0]?.spec.nodeName ?? '';
  const seen = entrance && upheaval(application, server, setup, entrance, (pods) => drain(nodeOf(pods)), untilLoss);
  const lost = seen?.lost ?? 0;
  const done = seen?.finished ?? false;
  const service = entrance?.service.metadata.name ?? '';
  return {
    question: 'node-drain',
    server,
    verdict: done && lost === 0 ? 'ok' : 'warning',
    answer: seen ? upheavalText('the drain of a node', seen) : '',
    figure: lost,
    unit: 'requests',
    path: 'spec.replicas',
    scenario: [
      `Given a cluster of ${nodesFor(application, server)} nodes`,
      ...application
        .containers(server)
        .map(({ container }) => `And container "${container.name}" starts serving after ${START_UP_MS / 1000}s`),
      'When the manifest is created',
      'And 5m pass',
      `Given a client sends ${4 * REQUESTS_PER_SECOND} requests per second to service "${service}"`,
      `When the node of a pod with label "${labelOf(application, server)}" is drained`,
      `And ${minutesFor(seen)} pass`,
      lossStep(seen ?? {}, service),
    ],
  };
}
