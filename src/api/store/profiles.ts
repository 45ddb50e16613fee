import { sameJson } from '../json';
import { allContainers } from '../podSpecs';
import { APP_ARMOR, annotationOf, type Profile, profileOf, seccompKey } from '../profileAnnotations';
import type { Release } from '../release/index';
import type { Container, Pod, PodSpec } from '../types/index';
import { Path } from '../validation/path';
import type { WriteOptions } from './context';

type Field = 'seccompProfile' | 'appArmorProfile';
type Holder = Pick<Container | PodSpec, 'securityContext'>;

/**
 * Of a new pod, annotations become the fields that took their place; and fields become annotations, as long as there may be
 * kubelets that know only those. Source: registry/core/pod `applySeccompVersionSkew`, `applyAppArmorVersionSkew`.
 */
export function syncProfiles(pod: Pod, release: Release, warn: WriteOptions['warn']): void {
  if (release.has('seccompAnnotationsRead')) syncSeccomp(pod, release.has('seccompAnnotationsWritten'));
  if (!release.has('appArmorFields') || pod.spec.os?.name === 'windows') return;
  if (release.has('appArmorAnnotationsWritten')) writeAppArmor(pod);
  readAppArmor(pod, warn);
}

function syncSeccomp(pod: Pod, writes: boolean): void {
  const places: [Holder, string][] = [
    [pod.spec, seccompKey()],
    ...containersOf(pod).map((container): [Holder, string] => [container, seccompKey(container.name)]),
  ];
  for (const [holder, key] of places) {
    const note = pod.metadata.annotations?.[key];
    const profile = profileIn(holder, 'seccompProfile');
    if (note === undefined && writes) annotate(pod, key, profile);
    if (note !== undefined && !profile) {
      set(holder, 'seccompProfile', profileOf(note === 'docker/default' ? 'runtime/default' : note));
    }
  }
}

function writeAppArmor(pod: Pod): void {
  const ofPod = profileIn(pod.spec, 'appArmorProfile');
  for (const container of containersOf(pod)) {
    const key = APP_ARMOR + container.name;
    if (pod.metadata.annotations?.[key] !== undefined) continue;
    annotate(pod, key, profileIn(container, 'appArmorProfile') ?? ofPod);
  }
}

/** Warns here, as afterwards nobody can tell that there was no field. */
function readAppArmor(pod: Pod, warn: WriteOptions['warn']): void {
  const { annotations } = pod.metadata;
  if (!annotations) return;
  const ofPod = profileIn(pod.spec, 'appArmorProfile');
  for (const container of containersOf(pod)) {
    const key = APP_ARMOR + container.name;
    const note = annotations[key];
    if (note === undefined || profileIn(container, 'appArmorProfile')) continue;
    const profile = profileOf(note);
    // What the pod says for all its containers needs no saying again.
    if (profile && ofPod && sameJson(profile, ofPod)) continue;
    set(container, 'appArmorProfile', profile);
    warn?.(
      `${Path.metadata.child('annotations').key(key)}: deprecated since v1.30; use the "appArmorProfile" field instead`,
    );
  }
}

function containersOf({ spec }: Pod): Container[] {
  return allContainers(spec);
}

function profileIn({ securityContext }: Holder, field: Field): Profile | undefined {
  return securityContext?.[field] as Profile | undefined;
}

function set(holder: Holder, field: Field, profile: Profile | undefined): void {
  if (profile) holder.securityContext = { ...holder.securityContext, [field]: profile };
}

function annotate({ metadata }: Pod, key: string, profile: Profile | undefined): void {
  const note = profile && annotationOf(profile);
  if (note !== undefined) metadata.annotations = { ...metadata.annotations, [key]: note };
}
