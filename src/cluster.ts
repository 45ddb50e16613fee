import { ApiServer, type Pod, Release } from './api/index';
import { attemptConnection, attemptResolution, type ConnectionAttempt, type ResolutionAttempt } from './attempts';
import { ClusterNodes } from './clusterNodes';
import { MetricsServer, startControlPlane } from './controlplane/index';
import { ExternalHosts } from './externalHosts';
import { type Journal, Kernel, type LatencyTable } from './kernel/index';
import { LATENCIES } from './latencies';
import { type KubeletNode, NetworkStorage, type NodeConfig } from './node/index';
import { type DatagramReply, NodeRequests, type Page, partsOf } from './nodeRequests';
import { nearest } from './observe/nearest';
import { type RunningCommand, ShellCommand } from './runningCommand';
import { type Sender, TrafficClient, type TrafficOptions } from './traffic/index';
import { Workstation } from './workstation';
import { Behaviours, CpuLoads, ImageCatalogue, type NetHost, Network, Registry } from './world/index';

export interface ClusterOptions {
  /** Everything random is drawn from it. Default 1. */
  readonly seed?: number;
  /** A release from 1.20 to 1.36. Default 1.36. */
  readonly kubernetes?: string;
  /** Default: one node `k8s-node01`. */
  readonly nodes?: readonly Partial<NodeConfig>[];
  /** Delays that differ from the table in `latencies.ts`. */
  readonly latencies?: LatencyTable;
  /** Let the seed decide the order of simultaneous events. Default false. */
  readonly permuteTies?: boolean;
  /** Reads the files that commands name, such as manifests; throws if there is no such file. */
  readonly readFile?: (path: string) => string;
  /**
   * The files of a folder that commands name, as `kubectl apply -f k8s/` does, by name; undefined if there is no such folder.
   * Default: there are no folders.
   */
  readonly listFiles?: (folder: string, recursive: boolean) => string[] | undefined;
  /** What the calendar shows when the cluster starts, RFC 3339. Default 2026-01-05T09:00:50Z: a Monday, ten seconds before a full minute, as schedules care. */
  readonly startTime?: string;
  /** First and last port that services may have on nodes (`--service-node-port-range`). Default 30000 to 32767. */
  readonly nodePortRange?: readonly [first: number, last: number];
}

/** Where a client runs. Default: outside the cluster, on the workstation. */
export interface ClientPlace {
  /** Somewhere in the cluster, as somebody whom NetworkPolicies let in: on the first node that has power, then on the next one. */
  readonly inside?: boolean;
  /** On this node. */
  readonly onNode?: string;
  /** In this pod, `namespace/name`. */
  readonly fromPod?: string;
}

/** What of a client's options follows from its place. */
type Placed = keyof Sender | 'next' | 'isAdmitted';

/** A cluster that has been up for a while is what people create pods in: its first minute is not part of any story. */
const BOOT_MS = 60_000;

/** The machine that the API server runs on; it is no node, and nothing else listens there. */
const CONTROL_PLANE = { name: 'k8s-master01', ip: '192.168.66.11' };

/**
 * A whole cluster on virtual time: API server, control plane, nodes, network, and a workstation with kubectl.
 * Nothing happens unless time is let pass by `advance`, `advanceUntil` or `execute`.
 */
export class Cluster {
  readonly kernel: Kernel;
  readonly release: Release;
  readonly api: ApiServer;
  readonly network: Network;
  readonly catalogue: ImageCatalogue;
  readonly registry: Registry;
  readonly behaviours: Behaviours;
  /** Work that ready pods share. */
  readonly cpuLoads = new CpuLoads();
  readonly hosts: ExternalHosts;
  private readonly machines: ClusterNodes;
  private readonly metricsServer: MetricsServer;
  readonly workstation: Workstation;
  /** Every command line that was started on the workstation or on a node, in order. */
  readonly commands: ShellCommand[] = [];
  private readonly epochMs: number;
  private readonly requests = new NodeRequests(this);

  constructor(options: ClusterOptions = {}) {
    this.release = Release.of(options.kubernetes ?? 'latest');
    this.kernel = new Kernel({
      seed: options.seed ?? 1,
      permuteTies: options.permuteTies ?? false,
      latencies: options.latencies ? { ...LATENCIES, ...options.latencies } : LATENCIES,
    });
    this.epochMs = Date.parse(options.startTime ?? '2026-01-05T09:00:50Z') - BOOT_MS;
    this.api = new ApiServer(this.kernel, {
      release: this.release,
      epochMs: this.epochMs,
      advertised: { ip: CONTROL_PLANE.ip, port: 6443 },
      ...(options.nodePortRange && { nodePortRange: options.nodePortRange }),
    });
    this.network = new Network(this.kernel);
    this.catalogue = new ImageCatalogue();
    this.registry = new Registry(this.kernel, this.catalogue, this.release);
    this.behaviours = new Behaviours();
    this.network.attach(CONTROL_PLANE.ip, { name: CONTROL_PLANE.name, kind: 'external' });
    this.hosts = new ExternalHosts(this.kernel, this.network);
    this.machines = new ClusterNodes({
      kernel: this.kernel,
      api: this.api,
      network: this.network,
      catalogue: this.catalogue,
      registry: this.registry,
      behaviours: this.behaviours,
      storage: new NetworkStorage(this.kernel),
    });
    for (const config of options.nodes ?? [{}]) this.machines.add(config);
    this.metricsServer = new MetricsServer(this.api, () => this.machines.usage(), this.cpuLoads);
    startControlPlane({
      kernel: this.kernel,
      api: this.api,
      network: this.network,
      heartbeats: this.machines,
    });
    this.workstation = new Workstation({
      kernel: this.kernel,
      api: this.api,
      network: this.network,
      catalogue: this.catalogue,
      epochMs: this.epochMs,
      readFile: options.readFile,
      listFiles: options.listFiles,
    });
    this.advance(BOOT_MS);
  }

  get journal(): Journal {
    return this.kernel.journal;
  }

  /** Virtual milliseconds since the cluster was made. */
  get now(): number {
    return this.kernel.now;
  }

  /** Calendar time in milliseconds of a virtual time; default now. */
  wallMs(t: number = this.kernel.now): number {
    return this.epochMs + t;
  }

  /** Lets virtual time pass. */
  advance(durationMs: number): void {
    this.kernel.runUntil(this.kernel.now + durationMs);
  }

  /**
   * Lets virtual time pass until the condition holds, but not longer than `maxMs`.
   * The condition is asked after each event that left something in the journal.
   * @returns whether it holds
   */
  advanceUntil(condition: () => boolean, maxMs: number): boolean {
    let seen = -1;
    const changed = () => {
      if (this.journal.length === seen) return false;
      seen = this.journal.length;
      return condition();
    };
    return this.kernel.runUntil(this.kernel.now + maxMs, changed) || condition();
  }

  /** Does something when that much time has passed, at once if it is none. */
  later(afterMs: number, action: () => void): void {
    if (afterMs <= 0) action();
    else this.kernel.after(afterMs, action, 'later');
  }

  /** Starts a command line on the workstation, as typed at a terminal; it goes on while time passes. */
  run(commandLine: string): RunningCommand {
    const command = this.workstation.start(commandLine);
    this.commands.push(command);
    return command;
  }

  /** Runs a command line and lets time pass until it is done, at most `maxMs` (default an hour). */
  execute(commandLine: string, maxMs = 3_600_000): RunningCommand {
    return this.finish(this.run(commandLine), maxMs);
  }

  /** Lets time pass until a command is done, at most `maxMs` (default an hour). */
  finish(command: RunningCommand, maxMs = 3_600_000): RunningCommand {
    this.kernel.runUntil(this.kernel.now + maxMs, () => command.exitCode !== undefined);
    return command;
  }

  get nodes(): ReadonlyMap<string, KubeletNode> {
    return this.machines.all;
  }

  /**
   * A machine joins the cluster, as `kubeadm join` and autoscalers have it.
   * @throws Error when there is a node of that name
   */
  addNode(config: Partial<NodeConfig> = {}): KubeletNode {
    return this.machines.add(config);
  }

  /** @throws Error that names the nodes when there is no such node */
  node(name: string): KubeletNode {
    const node = this.nodes.get(name);
    if (!node) throw new Error(`there is no node "${name}"; ${nearest(name, [...this.nodes.keys()])}`);
    return node;
  }

  /** metrics-server measures from now on what containers take, for autoscalers and `kubectl top`; a second time does nothing. */
  installMetricsServer(): void {
    this.metricsServer.install();
  }

  /** Starts a command line as root on a node, among the node's own files. */
  runOnNode(name: string, commandLine: string): RunningCommand {
    const command = new ShellCommand(commandLine, this.kernel, name);
    this.commands.push(command);
    const proc = this.node(name).run(['sh', '-c', commandLine], command.output('stdout'), command.output('stderr'));
    return command.attach(proc);
  }

  /**
   * Starts a client that sends requests at a rate: from the workstation, from inside the cluster, from a node, or from a pod
   * (`namespace/name`). It ends with the node or the pod that it was said to run in.
   * @throws Error when there is no such node or the pod has no address yet
   */
  startTraffic(options: Omit<TrafficOptions, Placed> & ClientPlace): TrafficClient {
    return new TrafficClient(this.kernel, this.network, { ...options, ...this.placeOf(options) });
  }

  /** Connects from a pod (`namespace/name`) to a TCP port of a host, by name or address. @throws Error when the pod has no address yet */
  connectFromPod(pod: string, host: string, port: number): ConnectionAttempt {
    return attemptConnection(this.kernel, this.hostOf(pod), host, port);
  }

  /** What the name servers of a pod (`namespace/name`) make of a name. @throws Error when the pod has no address yet */
  resolveFromPod(pod: string, name: string): ResolutionAttempt {
    return attemptResolution(this.kernel, this.hostOf(pod), name);
  }

  /** The address of a pod (`namespace/name`). @throws Error when it has none yet */
  addressOf(pod: string): string {
    return this.hostOf(pod).ip;
  }

  private hostOf(pod: string): NetHost {
    const host = this.network.hostAt(this.api.get<Pod>('Pod', ...partsOf(pod)).status?.podIP ?? '');
    if (host) return host;
    throw new Error(`pod "${pod}" has no address yet: it has no network`);
  }

  private placeOf({ inside, onNode, fromPod: pod }: ClientPlace): Pick<TrafficOptions, Placed> {
    if (pod !== undefined) {
      const from = this.hostOf(pod);
      return { from, isAlive: () => from.exists };
    }
    const workstation = { from: this.workstation.net };
    if (onNode !== undefined) return this.senderOn(this.node(onNode)) ?? workstation;
    if (!inside) return workstation;
    const next = () => this.senderOn([...this.nodes.values()].find(({ isPowered }) => isPowered));
    return { ...(next() ?? workstation), next, isAdmitted: true };
  }

  private senderOn(node: KubeletNode | undefined): Sender | undefined {
    const from = node && this.network.hostAt(node.ip);
    return from && { from, isAlive: () => node.isPowered };
  }

  /** What the page `path` of a pod (`namespace/name`) looks like from its node: port 80 unless the path begins with `:8080/`. */
  get(pod: string, path: string): Page {
    return this.requests.page(this.requests.toPod(pod), path);
  }

  /** What the page `path` of a service (`namespace/name`) looks like from the first node; ports as with {@link get}. */
  getFromService(service: string, path: string): Page {
    return this.requests.page(this.requests.toService(service), path);
  }

  /** What a pod (`namespace/name`) answers to a datagram that is sent to one of its UDP ports from its node. */
  sendDatagram(pod: string, port: number, data: string): DatagramReply {
    return this.requests.datagram(this.requests.toPod(pod), port, data);
  }

  /** What is answered to a datagram that is sent to a UDP port of a service (`namespace/name`) from the first node. */
  sendDatagramToService(service: string, port: number, data: string): DatagramReply {
    return this.requests.datagram(this.requests.toService(service), port, data);
  }

  /** Every pod that there is or was, in its last version, oldest first. */
  podsEver(): Pod[] {
    const pods = new Map<string, Pod>();
    for (const fact of this.journal.ofKind('Pod')) {
      if (fact.type !== 'api-write') continue;
      const pod = fact.detail['object'] as Pod;
      pods.set(pod.metadata.uid ?? fact.object, pod);
    }
    return [...pods.values()];
  }
}
