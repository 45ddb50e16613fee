import type { ConfigMap, PersistentVolume, PersistentVolumeClaim, Pod, Secret, Volume } from '../../api/types/index';
import { OrdinaryError, type Task } from '../../kernel/index';
import type { FileTree } from '../../world/files/index';
import type { PodFacts } from '../environment/index';
import type { NetworkStorage } from './networkStorage';

/** Where a volume of a pod lies: a directory (or file) of some tree, most often of the node's disk. */
export interface MountedVolume {
  readonly tree: FileTree;
  /** Absolute path in the tree. */
  readonly path: string;
  /** What comes from the API is never writable. */
  readonly readOnly: boolean;
  /** The files in it are others than before. */
  readonly changed?: boolean;
}

/** The mounted volumes of a pod, by their name in the spec. */
export type PodVolumes = ReadonlyMap<string, MountedVolume>;

/** What volumes are made of besides the node's disk. */
export interface VolumeObjects {
  configMap(namespace: string, name: string): ConfigMap | undefined;
  secret(namespace: string, name: string): Secret | undefined;
  claim(namespace: string, name: string): PersistentVolumeClaim | undefined;
  persistentVolume(name: string): PersistentVolume | undefined;
}

/** Disks that must be attached to the node before they are mounted. */
export interface Disks {
  /** Pods want other disks than before. */
  changed(): void;
  /** Waits until the disk may be mounted. */
  attached(disk: string): Task;
}

/** All that it takes to set a volume up. */
export interface VolumeContext {
  readonly pod: Pod;
  readonly volume: Volume;
  readonly objects: VolumeObjects;
  readonly facts: PodFacts;
  readonly disk: FileTree;
  readonly storage: NetworkStorage;
  /** What its claim is bound to. */
  readonly persistent: PersistentVolume | undefined;
  /** Whether an emptyDir in memory has a size. */
  readonly isSized: boolean;
  /** The directory on the node's disk that is this volume's own. */
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly wallMs: number;
}

/** One attempt to set a volume up has failed; the message follows `MountVolume.SetUp failed for volume "v" : `, or the operation that it was. */
export class MountError extends OrdinaryError {
  constructor(
    message: string,
    readonly operation = 'MountVolume.SetUp',
  ) {
    super(message);
    this.name = 'MountError';
  }
}

/** The volumes of a pod are not there after the kubelet's patience ended: the sync fails and is tried again. */
export class VolumeError extends OrdinaryError {
  readonly reason = 'FailedMount';
  constructor(
    message: string,
    /** It was the timeout, not a definite error. */
    readonly timedOut: boolean,
  ) {
    super(message);
    this.name = 'VolumeError';
  }
}
