import type { Release } from '../../release/index';
import type { KubeObject, PersistentVolume, PersistentVolumeClaim } from '../../types/index';
import { Path } from '../path';
import { nodeTermWarnings } from './nodeLabels';
import { fractions } from './pods';

const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class';
const OLD_OPTIONS = 'volume.beta.kubernetes.io/mount-options';

/** Source: pkg/api/persistentvolumeclaim `GetWarningsForPersistentVolumeClaim`. */
export function claimWarnings(claim: PersistentVolumeClaim, release: Release): string[] {
  const ofClass = release.has('claimsWarnOfOldClass') ? annotationWarnings(claim, { [OLD_CLASS]: CLASS_TEXT }) : [];
  return [...ofClass, ...claimSpecWarnings(claim, Path.spec, release)];
}

/** @param path of its specification */
export function claimSpecWarnings({ spec }: KubeObject & { spec?: unknown }, path: Path, release: Release): string[] {
  const { resources } = (spec ?? {}) as { resources?: Partial<Record<'requests' | 'limits', Record<string, string>>> };
  if (!release.has('warnsOfClaims')) return [];
  return (['requests', 'limits'] as const).flatMap((list) => {
    const storage = resources?.[list]?.['storage'];
    return storage === undefined ? [] : fractions({ storage }, path.child('resources', list));
  });
}

const CLASS_TEXT = 'deprecated since v1.8; use "storageClassName" attribute instead';

/** Source: pkg/api/persistentvolume `GetWarningsForPersistentVolume`. */
export function volumeWarnings(volume: PersistentVolume, release: Release): string[] {
  if (!release.has('warnsOfVolumes')) return [];
  const { spec } = volume;
  const affinity = spec['nodeAffinity'] as { required?: { nodeSelectorTerms?: [] } } | undefined;
  const terms = Path.spec.child('nodeAffinity', 'required', 'nodeSelectorTerms');
  const warnings = release.has('volumesWarnOfOldAnnotations')
    ? annotationWarnings(volume, { [OLD_CLASS]: CLASS_TEXT, [OLD_OPTIONS]: OPTIONS_TEXT })
    : [];
  if (spec.persistentVolumeReclaimPolicy === 'Recycle' && release.has('warnsOfRecycling')) {
    const what =
      'The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.';
    warnings.push(`${Path.spec.child('persistentVolumeReclaimPolicy')}: ${what}`);
  }
  for (const [i, term] of (affinity?.required?.nodeSelectorTerms ?? []).entries()) {
    warnings.push(...nodeTermWarnings(term, false, terms.index(i), release));
  }
  return warnings;
}

const OPTIONS_TEXT = 'deprecated since v1.31; use "mountOptions" attribute instead';

function annotationWarnings({ metadata }: KubeObject, texts: Readonly<Record<string, string>>): string[] {
  const path = Path.metadata.child('annotations');
  return Object.entries(texts)
    .filter(([key]) => metadata.annotations?.[key] !== undefined)
    .map(([key, what]) => `${path.key(key)}: ${what}`);
}
