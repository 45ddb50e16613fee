import { readFileSync } from 'node:fs';
import { decodeManifests, Release, type Service } from '../api/index';
import { Cluster, type ClusterOptions } from '../cluster';
import { applyBehaviours, applyImages } from '../described/index';
import { manifestsForKubectl } from '../disk/index';
import { parseDuration } from '../duration';
import { prepareNamespaces } from '../manifestNamespaces';
import { type EventRow, eventRows } from '../observe/eventRows';
import { podRows, type WatchRow } from '../observe/podRows';
import { serviceAddress } from '../observe/traffic';
import { renderTimeline } from '../report/timeline';
import type { RunningCommand } from '../runningCommand';
import type { TrafficClient, TrafficOptions } from '../traffic/index';
import { readManifestSource, readSource, type Source, type SourceText } from './sources';

/** `20s`, `3m13s`, `1h`, `500ms`, or a number of milliseconds. */
export type Duration = string | number;

/** Milliseconds of a duration. @throws Error when it is not one */
export function msOf(duration: Duration): number {
  return typeof duration === 'number' ? duration : parseDuration(duration);
}

/** How a play goes; everything has a default. */
export interface PlayOptions extends Omit<ClusterOptions, 'nodes' | 'readFile' | 'listFiles'> {
  /** How many nodes the cluster has, or what is special about each. Default: one, `k8s-node01`. */
  readonly nodes?: number | ClusterOptions['nodes'];
  /** How containers behave that run no script, as in `podwright play --behaviours`. */
  readonly behaviours?: Source;
  /** What is in images of your own, as in `podwright play --images`. */
  readonly images?: Source;
  /** Command lines to run later, by the time that has passed by then: `{ '25s': 'kubectl delete pod web' }`. */
  readonly at?: Readonly<Record<string, string>>;
  /** How much time passes before `play` returns. Default none: expectations let time pass. */
  readonly for?: Duration;
}

/** A client that sends requests to a service at a steady rate. */
export interface ClientOptions
  extends Partial<Omit<TrafficOptions, 'name' | 'service' | 'host' | 'port' | 'from' | 'isAlive' | 'perSecond'>> {
  /** What expectations call it. Default: the name of the service. */
  readonly name?: string;
  /** Default `default`. */
  readonly namespace?: string;
  readonly perSecond: number;
}

/**
 * Creates manifests in a cluster of their own, on virtual time.
 *
 * @param manifests a file, YAML, an object, or a list of these; see {@link Source}
 * @returns the play, at the moment at which the first object was created or, with `for`, that much later
 * @throws ManifestError that names file, line and column; Error with kubectl's words when the API server refuses something
 *
 * @example
 * const shop = play('k8s/shop.yaml', { behaviours: { containers: [{ container: 'web', startsServingAfter: '40s' }] } });
 * expectPod(shop, 'shop-*').toBecome('1/1 Running', { within: '1m' }).toHaveRestarted(0);
 */
export function play(manifests: Source | readonly Source[], options: PlayOptions = {}): Play {
  const sources: readonly Source[] = Array.isArray(manifests) ? manifests : [manifests];
  const texts = sources.flatMap((source, i) =>
    readManifestSource(source, sources.length === 1 ? 'manifest' : `manifest-${i + 1}`),
  );
  return new Play(texts, options);
}

/** Manifests in a cluster whose clock stands still unless somebody lets time pass: `pass`, `run` or an expectation. */
export class Play {
  /** All there is: API server, nodes, network, journal. */
  readonly cluster: Cluster;
  /** Virtual time of the cluster, in milliseconds, at which the first object was created; a play counts from there. */
  readonly startMs: number;

  constructor(manifests: readonly SourceText[], options: PlayOptions) {
    const { behaviours, images, at = {}, for: forTime = 0, nodes, ...clusterOptions } = options;
    const texts = new Map(manifests.map(({ name, text }) => [name, text]));
    const release = Release.of(options.kubernetes ?? 'latest');
    const decoded = manifests.flatMap(({ name, text }) => decodeManifests(text, name, release));
    this.cluster = new Cluster({
      ...clusterOptions,
      ...(nodes !== undefined && {
        nodes: typeof nodes === 'number' ? Array.from({ length: nodes }, () => ({})) : nodes,
      }),
      readFile: (path) => texts.get(path) ?? readFileSync(path, 'utf8'),
      listFiles: manifestsForKubectl,
    });
    if (images !== undefined) describe(applyImages, this.cluster, readSource(images, 'images'));
    if (behaviours !== undefined) describe(applyBehaviours, this.cluster, readSource(behaviours, 'behaviours'));
    prepareNamespaces(this.cluster, decoded);
    this.startMs = create(this.cluster, [...texts.keys()]);
    for (const [time, command] of Object.entries(at))
      this.cluster.later(this.startMs + msOf(time) - this.cluster.now, () => this.cluster.run(command));
    this.cluster.advance(Math.max(0, this.startMs + msOf(forTime) - this.cluster.now));
  }

  /** Milliseconds since the first object was created. */
  get nowMs(): number {
    return this.cluster.now - this.startMs;
  }

  /** Lets time pass. */
  pass(duration: Duration): this {
    this.cluster.advance(msOf(duration));
    return this;
  }

  /** Runs a command line on the workstation, kubectl or anything else that a shell there knows, until it is done. */
  run(commandLine: string): RunningCommand {
    return this.cluster.execute(commandLine);
  }

  /**
   * Starts a client inside the cluster that sends requests to a service until it is stopped; `expectRequests` tells how they went.
   * @throws StatusError when there is no such service
   */
  send(service: string, options: ClientOptions): TrafficClient {
    const { name = service, namespace = 'default', ...rest } = options;
    const address = serviceAddress(
      this.cluster,
      this.cluster.api.get<Service>('Service', namespace, service),
      'inside',
    );
    return this.cluster.startTraffic({ ...rest, ...address, name, inside: true });
  }

  /** What `kubectl get pods -w` would have shown since the beginning. */
  get rows(): WatchRow[] {
    return podRows(this.cluster, this.startMs);
  }

  /** What `kubectl get events -w` would have shown since the beginning. */
  get events(): EventRow[] {
    return eventRows(this.cluster, this.startMs);
  }

  /** What happened to the pods, a line each; of everything, or of the last lines. */
  timeline(lastLines?: number): string {
    return renderTimeline(this.cluster, { sinceMs: this.startMs, ...(lastLines !== undefined && { lastLines }) });
  }

  /** The identity of all that happened so far: the same for the same manifests, options and seed, on every machine. */
  get digest(): string {
    return this.cluster.journal.digest();
  }
}

type Apply = (cluster: Cluster, text: string, file: string) => unknown;

function describe(apply: Apply, cluster: Cluster, { name, text }: SourceText): void {
  apply(cluster, text, name);
}

/** @returns when the API server accepted the first object */
function create(cluster: Cluster, files: readonly string[]): number {
  const sinceMs = cluster.now;
  const quoted = files.map((file) => `-f '${file.replaceAll("'", `'\\''`)}'`);
  const { exitCode, stderr } = cluster.execute(`kubectl create ${quoted.join(' ')}`);
  if (exitCode !== 0) throw new Error(`kubectl create failed: ${stderr.trim()}`);
  const first = cluster.journal
    .all()
    .find(({ t, type, detail }) => t >= sinceMs && type === 'api-write' && detail['by'] === 'kubectl');
  return first?.t ?? sinceMs;
}
