import type { KubeObject, Pod, Release } from '../../api/index';
import type { Fact } from '../../kernel/index';
import type { Change } from './invariant';
import { PodLife } from './podLife';

/**
 * What the journal has told so far, as invariants want to ask it: one memory for all of them, kept up to date fact by
 * fact, so that each of them needs to remember next to nothing.
 */
export class Past {
  /** The newest version of each object, by `Kind/namespace/name`. */
  readonly objects = new Map<string, KubeObject>();
  /** The pod of each name, the last one where it is gone. */
  readonly pods = new Map<string, PodLife>();
  /** Names of the objects that an owner has, by its uid. */
  readonly dependents = new Map<string, Set<string>>();
  /** What the clock on the wall said at time 0; clusters begin on a whole second. */
  epochMs: number | undefined;
  /** When the kubelet of a node began; endless while there is none. */
  readonly kubeletSinceMs = new Map<string, number>();
  /** When a node was reachable again after its network was cut; endless while it is cut. */
  readonly reachableSinceMs = new Map<string, number>();
  /** The longest restart back-off of nodes that have one of their own. */
  readonly longestBackOffMs = new Map<string, number>();
  /** The write that is told now, made once for all who judge it. */
  change: Change<KubeObject> | undefined;
  /** What an object was before the write that is told now; undefined when it is new. */
  before: KubeObject | undefined;
  /** What stood under the same name before, whatever its uid. */
  predecessor: KubeObject | undefined;

  constructor(readonly release: Release) {}

  tell(fact: Fact): void {
    if (fact.type === 'api-write') this.written(fact);
    else if (fact.type === 'kubelet-started') this.kubeletStarted(fact);
    else if (fact.type === 'kubelet-stopped') this.kubeletSinceMs.set(nodeOf(fact), Number.POSITIVE_INFINITY);
    else if (fact.type === 'network-cut') this.reachableSinceMs.set(nodeOf(fact), Number.POSITIVE_INFINITY);
    else if (fact.type === 'network-restored') this.reachableSinceMs.set(nodeOf(fact), fact.t);
    else this.pods.get(fact.object)?.tell(fact);
  }

  find<T extends KubeObject>(kind: string, namespace: string | undefined, name: string): T | undefined {
    return this.objects.get(namespace ? `${kind}/${namespace}/${name}` : `${kind}/${name}`) as T | undefined;
  }

  /** The controller of an object, if it is there and of that kind. */
  controllerOf<T extends KubeObject>(object: KubeObject, kind: string): T | undefined {
    const owner = object.metadata.ownerReferences?.find((reference) => reference.controller && reference.kind === kind);
    const found = owner && this.find<T>(kind, object.metadata.namespace, owner.name);
    return found?.metadata.uid === owner?.uid ? found : undefined;
  }

  /** The pods that an object controls. */
  podsOf(owner: KubeObject): PodLife[] {
    const names = this.dependents.get(owner.metadata.uid ?? '') ?? [];
    return [...names]
      .map((name) => this.pods.get(name))
      .filter((life) => life !== undefined && !life.isRemoved) as PodLife[];
  }

  private kubeletStarted(fact: Fact): void {
    const node = nodeOf(fact);
    this.kubeletSinceMs.set(node, fact.t);
    const longest = fact.detail['maxContainerRestartPeriodMs'];
    if (typeof longest === 'number') this.longestBackOffMs.set(node, longest);
  }

  private written(fact: Fact): void {
    const object = fact.detail['object'] as KubeObject;
    const known = this.objects.get(fact.object);
    const removed = fact.detail['verb'] === 'removed';
    this.predecessor = known;
    this.before = known?.metadata.uid === object.metadata.uid ? known : undefined;
    const { verb, by } = fact.detail as { verb: string; by: string };
    this.change = { verb, by, object, before: this.before, t: fact.t };
    if (removed) this.objects.delete(fact.object);
    else this.objects.set(fact.object, object);
    for (const { uid } of object.metadata.ownerReferences ?? []) this.link(uid, fact.object, removed);
    const { creationTimestamp } = object.metadata;
    if (this.epochMs === undefined && creationTimestamp)
      this.epochMs = Math.ceil((Date.parse(creationTimestamp) - fact.t) / 1000) * 1000;
    if (object.kind === 'Pod') this.podWritten(fact, object as Pod);
  }

  private link(owner: string, name: string, removed: boolean): void {
    const names = this.dependents.get(owner);
    if (removed) names?.delete(name);
    else if (names) names.add(name);
    else this.dependents.set(owner, new Set([name]));
  }

  private podWritten(fact: Fact, pod: Pod): void {
    const known = this.pods.get(fact.object);
    if (known && known.uid === pod.metadata.uid) known.written(fact, pod);
    else this.pods.set(fact.object, new PodLife(fact, pod, known, this.release));
  }
}

/** The name in `Node/name`. */
function nodeOf({ object }: Fact): string {
  return object.slice('Node/'.length);
}
