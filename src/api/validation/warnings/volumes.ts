import type { Release } from '../../release/index';
import type { KubeObject, Volume } from '../../types/index';
import type { Path } from '../path';
import { claimSpecWarnings } from './storage';

/** Kinds of volumes that are gone or going. Source: `warningsForPodSpecAndMeta`. */
export function podVolumeWarnings(volumes: readonly Volume[], path: Path, release: Release): string[] {
  return volumes.flatMap((volume, i) => {
    const where = path.index(i);
    const gone = goneVolumes(release).filter(([kind]) => volume[kind] !== undefined);
    const template = (volume['ephemeral'] as { volumeClaimTemplate?: KubeObject } | undefined)?.volumeClaimTemplate;
    return [
      ...gone.map(([kind, field, what]) => `${where.child(field ?? kind)}: ${what}`),
      ...(template
        ? claimSpecWarnings(template, where.child('ephemeral', 'volumeClaimTemplate', 'spec'), release)
        : []),
    ];
  });
}

/** Member of the volume, its name in the warning where that is another, and what is said. */
function goneVolumes(release: Release): [kind: string, field: string | undefined, what: string][] {
  const leaving = release.text('volumeLeaves');
  const list: [string, string | undefined, string][] = [
    ['photonPersistentDisk', undefined, 'deprecated in v1.11, non-functional in v1.16+'],
    ['gitRepo', undefined, release.text('gitRepoDeprecated')],
    ['scaleIO', undefined, 'deprecated in v1.16, non-functional in v1.22+'],
    ['flocker', undefined, leaving],
    ['storageos', 'storageOS', leaving],
    ['quobyte', undefined, leaving],
  ];
  if (release.has('glusterfsDeprecated')) list.push(['glusterfs', undefined, release.text('glusterfsLeaves')]);
  if (release.has('cephDeprecated')) {
    const what = 'deprecated in v1.28, non-functional in v1.31+';
    list.push(['cephfs', undefined, what], ['rbd', undefined, what]);
  }
  return list;
}
