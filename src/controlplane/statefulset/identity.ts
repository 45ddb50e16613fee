import type { Release } from '../../api';
import type { ControllerRevision, OwnerReference, PersistentVolumeClaim, Pod, StatefulSet } from '../../api/types';
import { controllerReference } from '../common/objects';
import { podFrom } from '../common/pod-control';
import { REVISION_LABEL, templateOf } from '../common/revisions';

/** The number at the end of the pod's name; -1 when it is not a pod of this set. */
export function ordinalOf(pod: Pod, set: StatefulSet): number {
  const prefix = `${set.metadata.name}-`;
  const rest = pod.metadata.name.startsWith(prefix) ? pod.metadata.name.slice(prefix.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : -1;
}

/** The pod with this ordinal, with the names that only it may have. */
export function podOf(set: StatefulSet, ordinal: number, revision: ControllerRevision, release: Release): Pod {
  const template = templateOf(revision);
  const pod = podFrom(template, set);
  const name = `${set.metadata.name}-${ordinal}`;
  delete pod.metadata.generateName;
  pod.metadata.name = name;
  pod.metadata.labels = {
    ...pod.metadata.labels,
    ...(release.has('podIndexLabel') ? { 'apps.kubernetes.io/pod-index': String(ordinal) } : {}),
    [REVISION_LABEL]: revision.metadata.name,
    'statefulset.kubernetes.io/pod-name': name,
  };
  pod.spec.hostname = name;
  if (set.spec.serviceName) pod.spec.subdomain = set.spec.serviceName;
  const claims = claimsOf(set, ordinal);
  const own = claims.map(({ template: volume, claim }) => ({
    name: volume,
    persistentVolumeClaim: { claimName: claim.metadata.name },
  }));
  const rest = (pod.spec.volumes ?? []).filter((volume) => !own.some((each) => each.name === volume.name));
  if (own.length > 0) pod.spec.volumes = [...own, ...rest];
  return pod;
}

/** The claims of an ordinal: `data-web-0`. */
export function claimsOf(set: StatefulSet, ordinal: number): { template: string; claim: PersistentVolumeClaim }[] {
  const { name, namespace } = set.metadata;
  return (set.spec.volumeClaimTemplates ?? []).map((each) => {
    const template = each as PersistentVolumeClaim;
    const metadata = {
      ...template.metadata,
      name: `${template.metadata.name}-${name}-${ordinal}`,
      ...(namespace ? { namespace } : {}),
      labels: { ...template.metadata.labels, ...set.spec.selector.matchLabels },
      ...(set.spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete'
        ? { ownerReferences: [controllerReference(set)] }
        : {}),
    };
    return {
      template: template.metadata.name,
      claim: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: structuredClone(template.spec) },
    };
  });
}

/** Whose a claim is by the retention policy: a pod that is too many takes its claims along. Others stay as they are. */
export function ownersOf(
  claim: PersistentVolumeClaim,
  set: StatefulSet,
  pod: Pod,
  isSurplus: boolean,
): OwnerReference[] {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const others = (claim.metadata.ownerReferences ?? []).filter(
    ({ kind, name }) =>
      !(kind === 'StatefulSet' && name === set.metadata.name) && !(kind === 'Pod' && name === pod.metadata.name),
  );
  if (isSurplus && whenScaled === 'Delete') return [...others, controllerReference(pod)];
  return whenDeleted === 'Delete' ? [...others, controllerReference(set)] : others;
}
