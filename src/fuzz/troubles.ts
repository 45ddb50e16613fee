import { namespaceFlag } from '../namespaceWords';
import type { Trouble } from '../observe/promises/index';
import { type Bounds, within } from './bounds';
import type { Circumstance, CircumstanceKind, Values } from './circumstances';
import type { Deed, DeedKind } from './deeds';
import { type Dependency, fileOf } from './dependencies';
import { type Named, namespaceValue } from './namespaces';
import type { TroublePlan } from './plan';
import type { TimedDeed } from './story';
import type { Targets, Workload } from './targets';

/** What a trouble adds to a story. */
export interface Part {
  readonly circumstances?: readonly Circumstance[];
  readonly deeds?: readonly TimedDeed[];
}

/** In which all troubles of a story begin. */
const HORIZON_MS = 120_000;
/** When an ordinary app has started, so that clients may begin. */
const STARTED_MS = 180_000;
const CLIENT_PER_SECOND = 5;
/** How long clients watch a rollout. */
const WATCHED_MS = 120_000;

interface Choice {
  readonly plan: TroublePlan;
  readonly targets: Targets;
  readonly bounds: Bounds;
  readonly atMs: number;
}

/** One of several, whatever the number. */
function pick<T>(items: readonly T[], index: number): T | undefined {
  return items[index % items.length];
}

function circumstance(kind: CircumstanceKind, values: Values): Part {
  return { circumstances: [{ kind, values }] };
}

function deed(atMs: number, kind: DeedKind, values: Values = {}): TimedDeed {
  return { atMs, deed: { kind, values } satisfies Deed };
}

function types(atMs: number, command: string, namespace = 'default'): TimedDeed {
  return deed(atMs, 'types', { command: `${command}${namespaceFlag(namespace)}` });
}

/** A trouble of one of the app containers. */
function ofApp(kind: CircumstanceKind, values: (choice: Choice) => Values): Maker {
  return (choice) => {
    const app = pick(choice.targets.apps, choice.plan.target);
    return app && circumstance(kind, { container: app.name, ...values(choice) });
  };
}

function ofTask(kind: CircumstanceKind, values: (choice: Choice) => Values): Maker {
  return (choice) => {
    const task = pick(choice.targets.tasks, choice.plan.target);
    // What a script does takes as long as the script says.
    return task && !task.command && circumstance(kind, { container: task.name, ...values(choice) });
  };
}

function ofAny(kind: CircumstanceKind, values: (choice: Choice) => Values): Maker {
  return (choice) => {
    const container = pick([...choice.targets.apps, ...choice.targets.tasks], choice.plan.target);
    return container && circumstance(kind, { container: container.name, ...values(choice) });
  };
}

function ofWorkload(
  kinds: readonly string[],
  make: (workload: Workload, choice: Choice) => readonly TimedDeed[],
): Maker {
  return (choice) => {
    const workload = pick(
      choice.targets.workloads.filter(({ kind }) => kinds.includes(kind)),
      choice.plan.target,
    );
    return workload && { deeds: make(workload, choice) };
  };
}

/** @param atLeast how many nodes there have to be */
function ofNode(atLeast: number, make: (node: string, choice: Choice) => readonly TimedDeed[]): Maker {
  return (choice) => {
    const { nodes } = choice.targets;
    return nodes.length >= atLeast && { deeds: make(pick(nodes, choice.plan.target) as string, choice) };
  };
}

type Maker = (choice: Choice) => Part | undefined | false;

const hiccup = ({ plan, bounds }: Choice): Values => ({
  fromMs: STARTED_MS + within([0, HORIZON_MS], plan.at),
  lastsMs: within(bounds.hiccup, plan.amount),
});

const exits = ({ plan }: Choice): Values => ({
  afterMs: within([0, 20_000], plan.at),
  exitCode: plan.amount < 500 ? 1 : 137,
});

/** Pods of workloads by their place: nobody knows their names before. */
function podOf({ plan, targets }: Choice): Named | undefined {
  const pods = [
    ...targets.pods.map(({ name, namespace }) => ({ name: `pod ${name}`, namespace })),
    ...targets.workloads.flatMap(({ labels, replicas, namespace }) => {
      const list = `kubectl get pods -l ${labels} -o name${namespaceFlag(namespace)}`;
      return Array.from({ length: replicas }, (_, i) => ({ name: `$(${list} | sed -n ${i + 1}p)`, namespace }));
    }),
  ];
  return pick(pods, plan.target);
}

function deletePod(choice: Choice, flags: string): Part | undefined {
  const pod = podOf(choice);
  return pod && { deeds: [types(choice.atMs, `kubectl delete ${pod.name} ${flags}`, pod.namespace)] };
}

/** Who has deleted a pod can't wait for its end. */
function deleteSooner(choice: Choice): Part | undefined {
  const pod = choice.targets.pods.length ? podOf(choice) : undefined;
  if (!pod) return undefined;
  const { name, namespace } = pod;
  const { atMs, plan } = choice;
  const seconds = 1 + (plan.at % 10);
  return {
    deeds: [
      types(atMs, `kubectl delete ${name} --wait=false`, namespace),
      types(
        atMs + within([0, 20_000], plan.amount),
        `kubectl delete ${name} --grace-period=${seconds} --wait=false`,
        namespace,
      ),
    ],
  };
}

const CASCADES = ['background', 'foreground', 'orphan'] as const;

function deleteWorkload({ plan, targets, atMs }: Choice): Part | undefined {
  const workload = pick(targets.workloads, plan.target);
  const cascade = CASCADES[plan.amount % CASCADES.length];
  const command = `kubectl delete ${workload?.word} --cascade=${cascade} --wait=false`;
  return workload && { deeds: [types(atMs, command, workload.namespace)] };
}

function dependencyFails({ plan, targets, bounds, atMs }: Choice): Part | undefined {
  const dependency = pick(targets.dependencies, plan.target);
  if (!dependency) return undefined;
  const beginsMs = STARTED_MS + atMs;
  const endsMs = beginsMs + within(bounds.outage, plan.amount);
  const { name, kind, port } = dependency;
  if (kind === 'host')
    return {
      deeds: [
        deed(beginsMs, 'host-goes-down', { address: name }),
        deed(endsMs, 'host-listens', { address: name, port }),
      ],
    };
  const file = fileOf(dependency);
  return {
    deeds: [
      types(beginsMs, `kubectl delete -f ${file} --now --wait=false`),
      types(Math.max(endsMs, beginsMs + 5000), `kubectl create -f ${file}`),
    ],
  };
}

/** The dependency is there, sooner or later. */
export function dependencyAppears(dependency: Dependency, afterMs: number): Circumstance {
  const { name, namespace, kind, port } = dependency;
  return kind === 'host'
    ? { kind: 'host-appears', values: { address: name, port, afterMs } }
    : {
        kind: 'dependency-appears',
        values: { file: fileOf(dependency), name, ...namespaceValue(namespace), port, afterMs },
      };
}

/** Somebody sends requests while there is a rollout. */
function watchedRollout({ plan, targets }: Choice): Part | undefined {
  const service = pick(targets.services, plan.at);
  const rolling = targets.workloads.filter(({ kind }) => kind === 'Deployment');
  const workload = pick(rolling, plan.target);
  if (!service || !workload) return undefined;
  const { name, namespace } = service;
  const client = { service: name, ...namespaceValue(namespace), perSecond: CLIENT_PER_SECOND };
  const rollsMs = STARTED_MS + 5000;
  return {
    deeds: [
      deed(STARTED_MS, 'client-starts', client),
      types(rollsMs, `kubectl rollout restart ${workload.word}`, workload.namespace),
      deed(rollsMs + WATCHED_MS, 'clients-stop'),
    ],
  };
}

/** People come, and most of them go again. */
function loadChanges({ plan, targets, atMs }: Choice): Part | undefined {
  const scaled = pick(targets.autoscaled, plan.target);
  if (!scaled) return undefined;
  const { kind, name, namespace, mostMillis } = scaled;
  const of = { kind, name, ...namespaceValue(namespace) };
  const millis = within([0, mostMillis], plan.amount);
  return {
    deeds: [
      deed(atMs, 'load-changes', { ...of, millis }),
      deed(atMs + HORIZON_MS, 'load-changes', { ...of, millis: Math.floor(millis / 4) }),
    ],
  };
}

/** Every kind of trouble, from numbers to parts of a story; nothing where there is nothing that it could happen to. */
const TROUBLES: Readonly<Record<Trouble, Maker>> = {
  'starts-late': ofApp('starts-late', ({ plan, bounds }) => ({ afterMs: within(bounds.startUp, plan.amount) })),
  delete: (choice) => deletePod(choice, '--wait=false'),
  rollout: ofWorkload(['Deployment', 'StatefulSet', 'DaemonSet'], ({ word, namespace }, { atMs }) => [
    types(atMs, `kubectl rollout restart ${word}`, namespace),
  ]),
  'watched-rollout': watchedRollout,
  drains: ofApp('drains', ({ plan, bounds }) => ({ forMs: within(bounds.drain, plan.amount) })),
  hangs: ofApp('hangs', hiccup),
  refuses: ofApp('refuses', hiccup),
  'answers-500': ofApp('answers-500', hiccup),
  'answers-slowly': ofApp('answers-slowly', ({ plan, bounds }) => ({ afterMs: within(bounds.answer, plan.amount) })),
  'dependency-late': ({ plan, targets, bounds }) => {
    const dependency = pick(targets.dependencies, plan.target);
    return dependency && { circumstances: [dependencyAppears(dependency, within(bounds.late, plan.amount))] };
  },
  outage: dependencyFails,
  works: ofTask('works', ({ plan, bounds }) => ({ forMs: within(bounds.work, plan.amount) })),
  'uses-memory': ofApp('uses-memory', ({ plan, bounds }) => ({ mebibytes: within(bounds.memory, plan.amount) })),
  'crashes-at-first': ofAny('crashes-at-first', (choice) => ({
    ...exits(choice),
    times: Math.max(2, within(choice.bounds.crashes, choice.plan.amount)),
  })),
  'keeps-crashing': ofAny('keeps-crashing', exits),
  'fails-its-work': ofTask('fails-its-work', ({ plan, bounds }) => ({
    forMs: within(bounds.work, plan.amount),
    exitCode: 1 + (plan.at % 3),
  })),
  'ignores-term': ofApp('ignores-term', () => ({})),
  'pull-takes': ({ plan, targets, bounds }) => {
    const image = pick(targets.images, plan.target);
    return image !== undefined && circumstance('pull-takes', { image, forMs: within(bounds.pull, plan.amount) });
  },
  'delete-now': (choice) => deletePod(choice, '--grace-period=0 --force --wait=false'),
  scale: ofWorkload(['Deployment', 'StatefulSet', 'ReplicaSet'], ({ word, namespace }, { atMs, plan }) => [
    types(atMs, `kubectl scale ${word} --replicas=${within([1, 4], plan.amount)}`, namespace),
  ]),
  drain: ofNode(2, (node, { atMs }) => [
    types(STARTED_MS + atMs, `kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data --force`),
  ]),
  'node-failure': ofNode(1, (node, { atMs, plan, bounds }) => [
    deed(atMs, 'node-loses-power', { node }),
    deed(atMs + 10_000 + within(bounds.outage, plan.amount), 'node-has-power', { node }),
  ]),
  reboot: ofNode(1, (node, { atMs }) => [deed(atMs, 'node-reboots', { node })]),
  'kubelet-restart': ofNode(1, (node, { atMs }) => [deed(atMs, 'kubelet-restarts', { node })]),
  'delete-workload': deleteWorkload,
  'delete-sooner': deleteSooner,
  'scale-out-and-in': ofWorkload(['Deployment', 'StatefulSet', 'ReplicaSet'], ({ word, namespace }, { atMs, plan }) => [
    types(atMs, `kubectl scale ${word} --replicas=${3 + (plan.amount % 3)}`, namespace),
    types(
      atMs + within([20_000, HORIZON_MS], plan.at),
      `kubectl scale ${word} --replicas=${plan.amount % 3}`,
      namespace,
    ),
  ]),
  'network-cut': ofNode(1, (node, { atMs, plan, bounds }) => [
    deed(atMs, 'network-is-cut', { node }),
    deed(atMs + 1000 + within(bounds.outage, plan.amount), 'network-is-back', { node }),
  ]),
  'load-changes': loadChanges,
};

const ALL = Object.keys(TROUBLES) as readonly Trouble[];

/** What no promise is about: only the simulator has to bear it. */
const FOR_THE_SIMULATOR: readonly Trouble[] = ['delete-workload', 'delete-sooner', 'scale-out-and-in', 'network-cut'];

/** @param isMadeUp whether the manifests are made up too */
export function troubleKinds(isMadeUp: boolean): readonly Trouble[] {
  return isMadeUp ? ALL : ALL.filter((kind) => !FOR_THE_SIMULATOR.includes(kind));
}

/** What the trouble means for these targets; undefined where it can't happen. */
export function troublePart(kind: Trouble, plan: TroublePlan, targets: Targets, bounds: Bounds): Part | undefined {
  const atMs = within([0, HORIZON_MS], plan.at);
  return TROUBLES[kind]({ plan, targets, bounds, atMs }) || undefined;
}
