import { isReady, type KubeObject, type Pod } from '../api/index';
import { Cluster } from '../cluster';
import type { Behaviour, NotImplementedError } from '../world/index';
import type { Application, Server } from './application';
import { autoscaled } from './autoscalers';
import { forMadeUpNodes } from './madeUpNodes';
import { inOrder } from './order';
import { surroundingsOf } from './surroundings';

/** What holds for every trial of a check. */
export interface TrialSetup {
  readonly kubernetes: string;
  readonly seed: number;
  /** How often a race of milliseconds is played at most, where chance decides it. Default 12. */
  readonly tries?: number;
  /** Tells a fresh cluster what `--images` and `--behaviours` say. */
  readonly describe?: (cluster: Cluster) => void;
}

/** The same with other luck. */
export function otherSeeds(setup: TrialSetup): TrialSetup[] {
  return [1, 2].map((more) => ({ ...setup, seed: setup.seed + more }));
}

export interface TrialOptions {
  /** How the apps behave, by container; undefined as key is every container. */
  readonly behaviours?: readonly { readonly container?: string; readonly behaviour: Behaviour }[];
  /** Default 1: a lone pod needs no more. */
  readonly nodes?: number;
}

/** Commands take some time to be executed, now more and now less. */
const JUST_AFTER_MS = 400;

/** The manifests can't be used: the API server refuses them. */
export class ApplicationError extends Error {}

/** One cluster with one variant of an application in it, to see what becomes of it. */
export class Trial {
  readonly cluster: Cluster;
  /** What a container wanted that the simulator lacks: the trial ended there. */
  lacks: NotImplementedError | undefined;
  /** When the application was created. */
  readonly startMs: number;

  /** @throws ApplicationError with kubectl's words when an object is refused */
  constructor(application: Application, setup: TrialSetup, { behaviours = [], nodes = 1 }: TrialOptions = {}) {
    const { objects, nodeLabels } = surroundingsOf(application.objects);
    const all = inOrder(forMadeUpNodes([...objects, ...autoscaled(application.objects)]));
    this.cluster = new Cluster({
      seed: setup.seed,
      kubernetes: setup.kubernetes,
      readFile: () => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: all }),
      nodes: Array.from({ length: nodes }, (_, i) => ({
        // Big enough that scheduling is not what is asked about.
        capacity: { cpu: '256', memory: '2Ti', pods: '500', 'ephemeral-storage': '10Ti' },
        labels: { 'topology.kubernetes.io/zone': `zone-${i + 1}`, ...nodeLabels },
      })),
    });
    setup.describe?.(this.cluster);
    for (const { container, behaviour } of behaviours)
      this.cluster.behaviours.set(container === undefined ? {} : { container }, behaviour);
    this.startMs = this.cluster.now;
    const { exitCode, stderr } = this.cluster.execute('kubectl apply -f application.json');
    if (exitCode !== 0) throw new ApplicationError(stderr.trim());
  }

  /** Milliseconds since the application was created. */
  get elapsedMs(): number {
    return this.cluster.now - this.startMs;
  }

  /** Lets the apps in a container behave so from now on. @returns how to take it back */
  behave(container: string, behaviour: Behaviour): () => void {
    const selector = { container, pod: '*' };
    this.cluster.behaviours.set(selector, behaviour);
    return () => this.cluster.behaviours.clear(selector);
  }

  /** The pods of a server as they are now, oldest first. */
  pods(server: Server, application: Application): Pod[] {
    const labels = Object.entries(application.podLabels(server));
    return this.cluster.api
      .list<Pod>('Pod', { namespace: server.namespace })
      .filter(({ metadata }) =>
        server.kind === 'Pod' || labels.length === 0
          ? metadata.name === server.name
          : labels.every(([key, value]) => metadata.labels?.[key] === value),
      );
  }

  /** Names of all objects of a kind. */
  names(kind: string): string[] {
    return this.cluster.api.list<KubeObject>(kind).map(({ metadata }) => metadata.name ?? '');
  }

  lonePod(server: Server): Pod | undefined {
    return this.cluster.api.find<Pod>('Pod', server.namespace, server.name);
  }

  /**
   * The worst moment for something to go wrong, at least `afterMs` from now: right after a probe has last found all well.
   * Without such a probe any moment is as bad.
   */
  justAfterProbe(container: string, probe: 'liveness' | 'readiness', periodMs: number, afterMs: number): number {
    const { cluster } = this;
    cluster.advance(afterMs);
    const last = cluster.journal
      .all()
      .findLast(
        ({ type, detail }) => type === 'probe' && detail['probe'] === probe && detail['container'] === container,
      );
    return Math.round(last ? last.t + periodMs + JUST_AFTER_MS : cluster.now);
  }

  /** Lets time pass until the lone pod is ready. @returns false when it is not after `maxMs` */
  untilReady(server: Server, maxMs: number): boolean {
    return this.cluster.advanceUntil(() => isReady(this.lonePod(server)), maxMs);
  }
}

/** How often a container was started again, as kubectl counts. */
export function restartsOf(pod: Pod | undefined, container: string): number {
  return pod?.status?.containerStatuses?.find(({ name }) => name === container)?.restartCount ?? 0;
}
