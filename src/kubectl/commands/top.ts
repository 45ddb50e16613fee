import {
  cpuMillis,
  formatGoDuration,
  type KubeNode,
  type Pod,
  type PodMetrics,
  parseTime,
  wholeUnits,
} from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, selectorFlags, text } from '../command/spec';
import { failure, KubectlError } from '../errors';
import { TableLayout } from '../table/index';

/** What pods and nodes take of CPU and memory, where somebody measures it (pkg/cmd/top and pkg/metricsutil of kubectl). */
export const top: CommandSpec = {
  name: 'top',
  commands: [
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      flags: [
        ...selectorFlags,
        bool('all-namespaces', { short: 'A' }),
        bool('containers'),
        bool('no-headers'),
        text('sort-by'),
      ],
      run: topPods,
    },
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      flags: [...selectorFlags, bool('no-headers'), text('sort-by')],
      run: topNodes,
    },
  ],
};

interface Amount {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

interface Line extends Amount {
  readonly words: readonly string[];
}

/** A pod that is older should have metrics (top_pod.go, metricsCreationDelay). */
const CREATION_DELAY_MS = 120_000;
const MEBIBYTE = 1024 * 1024;

function* topPods(call: Call): Task<number> {
  const { session } = call;
  const metrics = metricsIn(call);
  const everywhere = call.flag('all-namespaces');
  const [name] = call.args;
  const pods = yield* session.client.list<Pod>('Pod', {
    ...(everywhere ? {} : { namespace: session.namespace }),
    labelSelector: call.text('selector'),
    fieldSelector: name === undefined ? call.text('field-selector') : `metadata.name=${name}`,
  });
  const measured = pods.flatMap((pod) => {
    const found = metrics.get(pod.metadata.uid ?? '');
    return found ? [{ pod, found }] : [];
  });
  if (measured.length === 0) return refuseWithout(call, pods, name);
  const withContainers = call.flag('containers');
  const lines = measured.flatMap(({ pod: { metadata }, found }): Line[] => {
    const start = everywhere ? [metadata.namespace ?? '', metadata.name] : [metadata.name];
    if (!withContainers) return [{ words: start, ...sumOf(found) }];
    const containers = [...found.containers].sort((a, b) => (a.container < b.container ? -1 : 1));
    return containers.map(({ container, ...amount }) => ({ words: [...start, container], ...amount }));
  });
  const header = [
    ...(everywhere ? ['NAMESPACE'] : []),
    ...(withContainers ? ['POD'] : []),
    ...['NAME', 'CPU(cores)', 'MEMORY(bytes)'],
  ];
  const rows = sorted(call, lines).map(({ words, ...amount }) => [...words, cpuText(amount), memoryText(amount)]);
  print(call, header, rows);
  return 0;
}

function* topNodes(call: Call): Task<number> {
  const { client, release } = call.session;
  const metrics = metricsIn(call);
  const [name] = call.args;
  const labelSelector = call.text('selector');
  const nodes =
    name === undefined
      ? yield* client.list<KubeNode>('Node', { labelSelector })
      : [yield* client.get<KubeNode>('Node', undefined, name)];
  const pods = yield* client.list<Pod>('Pod', {});
  const lines = nodes.map((node): Line & { node: KubeNode } => {
    const own = pods.filter(({ spec }) => spec.nodeName === node.metadata.name);
    const amounts = own.flatMap(({ metadata }) => metrics.get(metadata.uid ?? '') ?? []).map(sumOf);
    return { words: [node.metadata.name], node, ...total(amounts) };
  });
  const share = (used: number, of: number) => `${Math.trunc((used / of) * 100)}%`;
  const rows = sorted(call, lines).map(({ words, node, ...amount }) => {
    const { cpu, memory } = node.status?.allocatable ?? {};
    const cpuShare = share(amount.cpuMillis, cpuMillis(cpu));
    return [...words, cpuText(amount), cpuShare, memoryText(amount), share(amount.memoryBytes, wholeUnits(memory))];
  });
  const titles = release.has('topInParentheses') ? ['CPU(%)', 'MEMORY(%)'] : ['CPU%', 'MEMORY%'];
  print(call, ['NAME', 'CPU(cores)', titles[0] ?? '', 'MEMORY(bytes)', titles[1] ?? ''], rows);
  return 0;
}

function metricsIn(call: Call): ReadonlyMap<string, PodMetrics> {
  const by = call.text('sort-by');
  if (by && by !== 'cpu' && by !== 'memory') throw failure('--sort-by accepts only cpu or memory');
  const { metricsApi } = call.session.api;
  if (!metricsApi) throw failure('Metrics API not available');
  return metricsApi.podMetrics();
}

/** top_pod.go, verifyEmptyMetrics: whether they are only not there yet. */
function refuseWithout(call: Call, pods: readonly Pod[], name: string | undefined): number {
  const { session } = call;
  if (name !== undefined)
    throw new KubectlError(
      `Error from server (NotFound): podmetrics.metrics.k8s.io "${session.namespace}/${name}" not found`,
    );
  if (pods.length === 0) {
    session.error(
      call.flag('all-namespaces') ? 'No resources found' : `No resources found in ${session.namespace} namespace.`,
    );
    return 0;
  }
  for (const { metadata } of pods) {
    const ageMs = session.nowMs - parseTime(metadata.creationTimestamp);
    if (ageMs > CREATION_DELAY_MS)
      throw failure(
        `Metrics not available for pod ${metadata.namespace}/${metadata.name}, age: ${formatGoDuration(ageMs)}`,
      );
  }
  throw failure('metrics not available yet');
}

function sumOf({ containers }: PodMetrics): Amount {
  return total(containers);
}

function total(amounts: readonly Amount[]): Amount {
  return {
    cpuMillis: amounts.reduce((sum, amount) => sum + amount.cpuMillis, 0),
    memoryBytes: amounts.reduce((sum, amount) => sum + amount.memoryBytes, 0),
  };
}

/** Those that take most first, if asked for; else by name. */
function sorted<L extends Line>(call: Call, lines: readonly L[]): L[] {
  const by = call.text('sort-by');
  if (!by) return [...lines];
  const amount = ({ cpuMillis: cpu, memoryBytes }: L) => (by === 'cpu' ? cpu : memoryBytes);
  return [...lines].sort((a, b) => amount(b) - amount(a));
}

const cpuText = ({ cpuMillis: millis }: Amount): string => `${millis}m`;
const memoryText = ({ memoryBytes }: Amount): string => `${Math.trunc(memoryBytes / MEBIBYTE)}Mi`;

/** Every cell is padded, the last one too. */
function print(call: Call, header: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [...(call.flag('no-headers') ? [] : [header]), ...rows];
  call.session.io.stdout(new TableLayout().format(all.map((row) => [...row, ''])));
}
