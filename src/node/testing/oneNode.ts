import {
  ApiServer,
  decodeManifests,
  isTerminalPhase,
  type KubeEvent,
  type KubeObject,
  type Pod,
  Release,
} from '../../api/index';
import { Kernel } from '../../kernel/index';
import { LATENCIES } from '../../latencies';
import { Behaviours, ImageCatalogue, Network, Registry } from '../../world/index';
import { KubeletNode, NetworkStorage } from '../index';

/** One row that `kubectl get pods -w` would print. */
export interface Row {
  readonly atMs: number;
  readonly type: string;
  readonly status: string;
  readonly phase: string;
  readonly ready: string;
  readonly restarts: number;
}

export interface OneNodeOptions {
  readonly kubernetes?: string;
  readonly seed?: number;
}

/** A node with an API server and nothing else: pods name their node themselves. For tests. */
export class OneNode {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly network: Network;
  readonly node: KubeletNode;
  readonly behaviours = new Behaviours();
  readonly rows = new Map<string, Row[]>();
  private readonly bornMs = new Map<string, number>();

  constructor(options: OneNodeOptions = {}) {
    const release = Release.of(options.kubernetes ?? '1.36');
    this.kernel = new Kernel({ seed: options.seed ?? 1, latencies: LATENCIES });
    this.api = new ApiServer(this.kernel, { release, epochMs: Date.parse('2026-01-05T09:00:00Z') });
    this.network = new Network(this.kernel);
    const catalogue = new ImageCatalogue();
    const registry = new Registry(this.kernel, catalogue, release);
    const { kernel, api, network, behaviours } = this;
    this.node = new KubeletNode(
      { kernel, api, network, catalogue, registry, behaviours, storage: new NetworkStorage(kernel) },
      { name: 'node-1', ip: '192.168.66.12' },
    );
    this.node.start();
    this.pass(60);
    api.watch<Pod>('Pod', { name: 'test' }, ({ type, object }) => this.note(type, object));
  }

  /** Lets seconds pass. */
  pass(seconds: number): void {
    this.kernel.runUntil(this.kernel.now + seconds * 1000);
  }

  /** Creates the objects of a manifest; pods are bound to the node. */
  create(text: string): void {
    for (const { object } of decodeManifests(text, 'test.yaml')) {
      const made = object as KubeObject & Partial<Pod>;
      if (made.kind === 'Pod' && made.spec) made.spec.nodeName = 'node-1';
      this.api.create(made);
      this.bornMs.set(made.metadata.name, this.kernel.now);
    }
  }

  pod(name: string): Pod | undefined {
    return this.api.find<Pod>('Pod', 'default', name);
  }

  /** The rows of a pod as `status ready restarts`, equal neighbours merged. */
  story(name: string): string[] {
    const out: string[] = [];
    for (const row of this.rows.get(name) ?? []) {
      const text = row.type === 'DELETED' ? 'gone' : `${row.status} ${row.ready} ${row.restarts}`;
      if (out.at(-1) !== text) out.push(text);
    }
    return out;
  }

  /** The same with the seconds after creation. */
  timed(name: string): string[] {
    const out: string[] = [];
    let last = '';
    for (const row of this.rows.get(name) ?? []) {
      const text = row.type === 'DELETED' ? 'gone' : `${row.status} ${row.ready} ${row.restarts}`;
      if (last !== text) out.push(`${((row.atMs - (this.bornMs.get(name) ?? 0)) / 1000).toFixed(1)} ${text}`);
      last = text;
    }
    return out;
  }

  /** `Reason message` of the events about a pod, in the order in which they were first written. */
  events(name: string): string[] {
    return this.api
      .list<KubeEvent>('Event', { namespace: 'default' })
      .filter((event) => event.involvedObject.name === name)
      .sort((a, b) => (a.firstTimestamp ?? '').localeCompare(b.firstTimestamp ?? ''))
      .map((event) => `${event.reason} ${event.message}${(event.count ?? 1) > 1 ? ` x${event.count}` : ''}`);
  }

  private note(type: string, pod: Pod): void {
    const statuses = pod.status?.containerStatuses ?? [];
    const rows = this.rows.get(pod.metadata.name) ?? [];
    this.rows.set(pod.metadata.name, rows);
    rows.push({
      atMs: this.kernel.now,
      type,
      status: cell(pod),
      phase: pod.status?.phase ?? '',
      ready: `${statuses.filter((s) => s.ready).length}/${pod.spec.containers.length}`,
      restarts: statuses.reduce((sum, s) => sum + s.restartCount, 0),
    });
  }
}

/** A short form of kubectl's STATUS column: enough to tell what the tests tell. */
function cell(pod: Pod): string {
  const { status = {}, spec } = pod;
  for (const [index, { state, started }] of (status.initContainerStatuses ?? []).entries()) {
    if (state?.terminated?.exitCode === 0 || (spec.initContainers?.[index]?.restartPolicy === 'Always' && started))
      continue;
    if (state?.terminated) return `Init:${state.terminated.reason}`;
    const reason = state?.waiting?.reason;
    if (reason && reason !== 'PodInitializing') return `Init:${reason}`;
    return `Init:${index}/${spec.initContainers?.length ?? 0}`;
  }
  let text = status.reason ?? status.phase ?? '';
  for (const { state } of status.containerStatuses ?? []) {
    text = state?.waiting?.reason ?? state?.terminated?.reason ?? text;
  }
  const terminal = isTerminalPhase(status.phase);
  return pod.metadata.deletionTimestamp && !terminal ? 'Terminating' : text;
}
