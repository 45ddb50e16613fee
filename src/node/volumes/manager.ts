import { attachedName, claimOf } from '../../api/index';
import type { Release } from '../../api/release/index';
import type { Pod, Volume } from '../../api/types/index';
import { type Kernel, type Process, rule, sleep, type Task } from '../../kernel/index';
import { type FileTree, usedBytes } from '../../world/files/index';
import type { PodFacts } from '../environment/index';
import { SIZED } from './memoryBacked';
import type { NetworkStorage } from './networkStorage';
import { comesFromApi } from './payload';
import { persistentVolumeOf } from './persistent';
import { setUpVolume } from './setUp';
import { type Disks, MountError, type MountedVolume, type PodVolumes, VolumeError, type VolumeObjects } from './types';

const RETRY = rule(
  'volume/retry-doubles',
  'A volume that cannot be set up is tried again after 0.5 s, then after twice as long each time.',
  'pkg/util/goroutinemap/exponentialbackoff',
);
const RETRY_MAX = rule(
  'volume/retry-2m2s-at-most',
  'A volume is tried again after 2m2s at the latest.',
  'pkg/util/goroutinemap/exponentialbackoff',
);
const PATIENCE = rule(
  'volume/waits-2m3s',
  'A sync gives up on the volumes of its pod after 2m3s; the tries go on.',
  'pkg/kubelet/volumemanager/volume_manager.go podAttachAndMountTimeout',
);
const UNBOUND = rule(
  'volume/unbound-claim-refused',
  'A pod with a claim that is not bound does not start.',
  'pkg/kubelet/volumemanager/populator',
);
const EMPTIED = rule(
  'volume/empty-dir-ends-with-the-pod',
  'What lies in an emptyDir goes with its pod.',
  'kubernetes.io, Volumes, emptyDir',
);
const FOLLOWS = rule(
  'volume/follows-the-api',
  'Files from ConfigMaps, Secrets and the downward API follow their objects at the next sync.',
  'kubernetes.io, ConfigMaps',
);

/** How long one sync of a pod waits for its volumes (volume_manager.go, podAttachAndMountTimeout). */
export const VOLUME_WAIT_MS = 123_000;
/** The reconciler's loop: wanted to attempted. */
const RECONCILE_MS = 100;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 122_000;

export interface VolumeManagerDeps {
  readonly kernel: Kernel;
  /** When the kernel's time began, in milliseconds since 1970. */
  readonly epochMs: number;
  readonly release: Release;
  readonly nodeName: string;
  readonly disk: FileTree;
  readonly storage: NetworkStorage;
  readonly objects: VolumeObjects;
  readonly disks: Disks;
  readonly recorder: { event(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void };
  /** What the downward API tells in files. */
  facts(pod: Pod): PodFacts;
}

/** A volume of a pod on this node: what is there, and the operation that runs on it. */
interface VolumeState {
  readonly volume: Volume;
  /** The disk behind it that must be attached first. */
  disk?: string | undefined;
  mounted?: MountedVolume;
  operation?: Process<void>;
}

interface PodState {
  pod: Pod;
  readonly volumes: Map<string, VolumeState>;
}

/**
 * Sets up the volumes of the pods of one node. The kubelet only states its wish and looks every 300 ms whether it came
 * true; what fails is tried again on its own, ever more slowly, while the sync that waits for it may long have given up.
 */
export class VolumeManager {
  private readonly pods = new Map<string, PodState>();

  constructor(private readonly deps: VolumeManagerDeps) {}

  /**
   * Waits until all volumes of the pod are there, at most 2m3s. A pod whose volumes are there already gets them at
   * once, and those that come from the API are written again if the API has changed (this is how updates arrive).
   * Reports `FailedMount` for each failed attempt. A wait that is cancelled ends with what is there.
   * @param isWanted nothing is brought for pods that are not wanted any more; what is there may be used
   * @throws VolumeError when the patience ended
   */
  *mounts(pod: Pod, isCancelled: () => boolean = () => false, isWanted = true): Task<PodVolumes> {
    const { kernel } = this.deps;
    const state = isWanted ? this.wish(pod) : (this.pods.get(pod.metadata.uid ?? '') ?? withoutAny(pod));
    if (pending(state).length === 0) return resultOf(state);
    this.refuseUnboundClaims(state);
    const deadline = kernel.now + VOLUME_WAIT_MS;
    while (pending(state).length > 0 && !isCancelled()) {
      if (kernel.now >= deadline) {
        kernel.acts(PATIENCE);
        throw this.gaveUp(state, 'timed out waiting for the condition', true);
      }
      yield* sleep(kernel.latency('volumeReady'));
    }
    return resultOf(state);
  }

  /** The volumes that are there now. */
  mounted(podUid: string): PodVolumes {
    const state = this.pods.get(podUid);
    return state ? resultOf(state) : new Map();
  }

  /** `mounts` for who only wants to wait. @throws VolumeError */
  *waitForAttachAndMount(pod: Pod, isCancelled?: () => boolean, isWanted?: boolean): Task {
    yield* this.mounts(pod, isCancelled, isWanted);
  }

  /** Whether something of the pod is still on the node. */
  podVolumesExist(podUid: string): boolean {
    return this.pods.has(podUid) || this.deps.disk.exists(podDirectory(podUid));
  }

  /** The disks that pods want or have, by the names that nodes have for them. */
  disksInUse(): readonly string[] {
    return [...new Set([...this.pods.values()].flatMap(disksOf))].sort();
  }

  usedBytes(podUid: string, volume: string): number | undefined {
    const mounted = this.pods.get(podUid)?.volumes.get(volume)?.mounted;
    const node = mounted?.tree.nodeAt(mounted.path);
    // What du(1) finds in a tmpfs: directories take nothing there.
    return mounted?.tree.root.room?.usedBytes ?? (node && usedBytes(node));
  }

  /** Takes the volumes of a pod away when it has terminated: emptyDirs are deleted, what lies elsewhere stays. */
  *waitForUnmount(pod: Pod): Task {
    const podUid = pod.metadata.uid ?? '';
    const state = this.pods.get(podUid);
    for (const { operation } of state?.volumes.values() ?? []) operation?.kill();
    this.pods.delete(podUid);
    if (state && state.volumes.size > 0) yield* sleep(RECONCILE_MS);
    if (state && disksOf(state).length > 0) this.deps.disks.changed();
    const directory = podDirectory(podUid);
    if ([...(state?.volumes.values() ?? [])].some(({ volume }) => volume.emptyDir)) this.deps.kernel.acts(EMPTIED);
    // The runtime makes the directories that it is to mount: a container that was being created may have left some.
    if (this.deps.disk.exists(directory)) this.deps.disk.remove(directory, { recursive: true });
  }

  /** The kubelet's process ends (and with `lostMemory` the node's): what lies on the disk stays. */
  stop(options: { lostMemory?: boolean } = {}): void {
    for (const state of this.pods.values()) {
      for (const volume of state.volumes.values()) {
        volume.operation?.kill();
        volume.operation = undefined;
        if (options.lostMemory && volume.volume.emptyDir?.medium === 'Memory') volume.mounted = undefined;
      }
    }
  }

  private wish(pod: Pod): PodState {
    const uid = pod.metadata.uid ?? '';
    const state: PodState = this.pods.get(uid) ?? { pod, volumes: new Map() };
    this.pods.set(uid, state);
    state.pod = pod;
    for (const volume of volumesOf(pod)) {
      const known = state.volumes.get(volume.name) ?? { volume };
      state.volumes.set(volume.name, known);
      const needed = !known.mounted || comesFromApi(volume);
      if (!known.mounted && this.whyUnbound(pod, volume)) continue;
      if (!needed || known.operation) continue;
      if (!known.mounted) known.disk = this.diskOf(pod, volume);
      this.start(state, known);
    }
    return state;
  }

  private diskOf(pod: Pod, volume: Volume): string | undefined {
    const persistent = persistentVolumeOf(pod, volume, this.deps.objects);
    const disk = persistent && attachedName(persistent);
    if (disk !== undefined) this.deps.disks.changed();
    return disk;
  }

  private start(state: PodState, volume: VolumeState): void {
    const { name, namespace } = state.pod.metadata;
    const task = this.reconcile(state, volume);
    volume.operation = this.deps.kernel.spawn(`volume ${volume.volume.name} of ${namespace}/${name}`, task);
  }

  private *reconcile(state: PodState, volume: VolumeState): Task {
    yield* sleep(RECONCILE_MS);
    if (volume.disk !== undefined && !volume.mounted) {
      yield* this.deps.disks.attached(volume.disk);
      yield* sleep(RECONCILE_MS);
    }
    for (let retryMs = FIRST_RETRY_MS; !this.attempt(state, volume); retryMs = Math.min(2 * retryMs, LAST_RETRY_MS)) {
      this.deps.kernel.acts(retryMs === LAST_RETRY_MS ? RETRY_MAX : RETRY);
      yield* sleep(retryMs);
    }
    volume.operation = undefined;
  }

  private attempt(state: PodState, known: VolumeState): boolean {
    const { kernel, disk, storage, objects, recorder, nodeName } = this.deps;
    const { pod } = state;
    const { volume } = known;
    const directory = `${podDirectory(pod.metadata.uid ?? '')}/volumes/${volume.name}`;
    const persistent = persistentVolumeOf(pod, volume, objects);
    try {
      const facts = this.deps.facts(pod);
      const isSized = this.deps.release.has('sizedMemoryVolumes');
      const mounted = setUpVolume({
        pod,
        volume,
        persistent,
        objects,
        facts,
        disk,
        storage,
        isSized,
        directory,
        wallMs: this.deps.epochMs + kernel.now,
      });
      if (mounted.tree.root.room) kernel.acts(SIZED);
      if (known.mounted) {
        if (mounted.changed) kernel.acts(FOLLOWS);
        return true;
      }
      known.mounted = mounted;
    } catch (error) {
      if (!(error instanceof MountError)) throw error;
      const name = persistent?.metadata.name ?? volume.name;
      const message = `${error.operation} failed for volume "${name}" : ${error.message}`;
      recorder.event(pod, 'Warning', 'FailedMount', message);
      return false;
    }
    kernel.journal.record({
      component: `kubelet/${nodeName}`,
      type: 'volume-mounted',
      object: `Pod/${pod.metadata.namespace}/${pod.metadata.name}`,
      detail: { volume: volume.name },
    });
    return true;
  }

  /** The scheduler lets no pod with an unbound claim through; one that names its node itself is stopped here, at each sync. */
  private refuseUnboundClaims(state: PodState): void {
    for (const { volume, mounted } of state.volumes.values()) {
      const why = mounted ? undefined : this.whyUnbound(state.pod, volume);
      if (!why) continue;
      this.deps.kernel.acts(UNBOUND);
      const claim = `${state.pod.metadata.namespace ?? 'default'}/${claimOf(state.pod, volume)}`;
      throw this.gaveUp(state, `error processing PVC ${claim}: ${why}`, false);
    }
  }

  private whyUnbound(pod: Pod, volume: Volume): string | undefined {
    const name = claimOf(pod, volume);
    if (name === undefined) return undefined;
    const claim = this.deps.objects.claim(pod.metadata.namespace ?? 'default', name);
    if (!claim) return `failed to fetch PVC from API server: persistentvolumeclaims "${name}" not found`;
    return claim.spec.volumeName || claim.status?.phase === 'Bound' ? undefined : 'PVC is not bound';
  }

  private gaveUp(state: PodState, error: string, timedOut: boolean): VolumeError {
    const { release, recorder } = this.deps;
    const unmounted = pending(state).join(' ');
    const message = release.text('volumesNotMounted', { unmounted, all: [...state.volumes.keys()].join(' '), error });
    if (!timedOut || !release.has('volumeTimeoutEventHidden')) {
      recorder.event(state.pod, 'Warning', 'FailedMount', `Unable to attach or mount volumes: ${message}`);
    }
    return new VolumeError(message, timedOut);
  }
}

/**
 * A pod has at least the volume with its service account token, even where nobody wrote it down: waiting for that one
 * is what makes the start of the simplest pod take 300 ms.
 */
function volumesOf(pod: Pod): readonly Volume[] {
  const volumes = pod.spec.volumes ?? [];
  if (volumes.length > 0 || pod.spec.automountServiceAccountToken === false) return volumes;
  return [{ name: 'kube-api-access', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }];
}

function withoutAny(pod: Pod): PodState {
  return { pod, volumes: new Map(volumesOf(pod).map((volume) => [volume.name, { volume }])) };
}

function disksOf({ volumes }: PodState): string[] {
  return [...volumes.values()].flatMap(({ disk }) => disk ?? []);
}

function pending(state: PodState): string[] {
  return [...state.volumes.values()].filter((v) => !v.mounted).map((v) => v.volume.name);
}

function resultOf(state: PodState): PodVolumes {
  const out = new Map<string, MountedVolume>();
  for (const [name, { mounted }] of state.volumes) if (mounted) out.set(name, mounted);
  return out;
}

/** The directory of a pod on the node's disk. */
export function podDirectory(podUid: string): string {
  return `/var/lib/kubelet/pods/${podUid}`;
}
