import type { Release } from '../../api';
import type { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet } from '../../api/types';
import { podFrom } from '../common/podControl';
import { REVISION_LABEL, templateOf } from '../common/revisions';

/** The number at the end of the pod's name; -1 when it is not a pod of this set. */
export function ordinalOf(pod: Pod, set: StatefulSet): number {
  const prefix = `${set.metadata.name}-`;
  const rest = pod.metadata.name.startsWith(prefix) ? pod.metadata.name.slice(prefix.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : -1;
}

const NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

/** The labels that only the pod of this ordinal has. */
function identityOf(name: string, ordinal: number, release: Release): Record<string, string> {
  return {
    ...(release.has('podIndexLabel') ? { 'apps.kubernetes.io/pod-index': String(ordinal) } : {}),
    [NAME_LABEL]: name,
  };
}

/** A pod that somebody has taken its name label from gets its labels back (stateful_set_utils.go identityMatches). */
export function withIdentity(pod: Pod, ordinal: number, release: Release): Pod {
  const { name, labels } = pod.metadata;
  if (labels?.[NAME_LABEL] === name) return pod;
  return { ...pod, metadata: { ...pod.metadata, labels: { ...labels, ...identityOf(name, ordinal, release) } } };
}

/** The pod with this ordinal, with the names that only it may have. */
export function podOf(set: StatefulSet, ordinal: number, revision: ControllerRevision, release: Release): Pod {
  const template = templateOf(revision);
  const pod = podFrom(template, set);
  const name = `${set.metadata.name}-${ordinal}`;
  pod.metadata.name = name;
  pod.metadata.labels = {
    ...pod.metadata.labels,
    ...identityOf(name, ordinal, release),
    [REVISION_LABEL]: revision.metadata.name,
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
    };
    return {
      template: template.metadata.name,
      claim: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: structuredClone(template.spec) },
    };
  });
}
