/** The volumes of a node's pods: set up before the sandbox, shared by all containers, taken away with the pod. */
export { containerMounts } from './containerMounts';
export { podDirectory, VOLUME_WAIT_MS, VolumeManager, type VolumeManagerDeps } from './manager';
export { NetworkStorage } from './networkStorage';
export { type Disks, MountError, type MountedVolume, type PodVolumes, VolumeError, type VolumeObjects } from './types';
