import type { PersistentVolume, ProjectedSource, Volume } from '../../api';
import { type DescribeContext, NONE } from './common';
import type { DescribeWriter } from './writer';

/** The section `Volumes:`. */
export function writeVolumes(
  out: DescribeWriter,
  level: number,
  volumes: readonly Volume[] | undefined,
  context: DescribeContext,
): void {
  if (!volumes?.length) {
    out.line(level, `Volumes:\t${NONE}`);
    return;
  }
  out.line(level, 'Volumes:');
  for (const volume of volumes) {
    out.line(1, `${level > 0 ? ' ' : ''}${volume.name}:`);
    const lines = volumeLines(volume, context);
    for (const [indent, text] of lines) out.line(2 + indent, text);
  }
}

type Line = [indent: number, text: string];

function volumeLines(volume: Volume, context: DescribeContext): Line[] {
  const { emptyDir, hostPath, configMap, secret, persistentVolumeClaim, downwardAPI, projected, image } = volume;
  if (emptyDir) {
    return fields("EmptyDir (a temporary directory that shares a pod's lifetime)", {
      Medium: emptyDir.medium ?? '',
      SizeLimit: emptyDir.sizeLimit ?? '<unset>',
    });
  }
  if (hostPath) return hostPathLines(hostPath);
  if (configMap) {
    const { name, optional = false } = configMap;
    return fields('ConfigMap (a volume populated by a ConfigMap)', { Name: name, Optional: String(optional) });
  }
  if (secret) {
    const { secretName, optional = false } = secret;
    return fields('Secret (a volume populated by a Secret)', { SecretName: secretName, Optional: String(optional) });
  }
  if (persistentVolumeClaim) {
    return fields('PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)', {
      ClaimName: persistentVolumeClaim.claimName,
      ReadOnly: String(persistentVolumeClaim.readOnly ?? false),
    });
  }
  if (downwardAPI) {
    const items = (downwardAPI.items ?? []).map(
      ({ path, fieldRef, resourceFieldRef }): Line => [
        1,
        `${fieldRef?.fieldPath ?? resourceFieldRef?.resource ?? ''} -> ${path}`,
      ],
    );
    return [...fields('DownwardAPI (a volume populated by information about the pod)', {}), [0, 'Items:'], ...items];
  }
  if (projected) {
    const type = 'Projected (a volume that contains injected data from multiple sources)';
    return [...fields(type, {}), ...(projected.sources ?? []).flatMap((source) => projectedLines(source, context))];
  }
  if (image && context.release.has('describeImageVolume')) {
    return fields('Image (a container image or OCI artifact)', {
      Reference: image.reference ?? '',
      PullPolicy: image.pullPolicy ?? '',
    });
  }
  return otherLines(volume);
}

function projectedLines(
  { serviceAccountToken, configMap, secret, downwardAPI }: ProjectedSource,
  { release }: DescribeContext,
): Line[] {
  if (serviceAccountToken) return [[0, `TokenExpirationSeconds:\t${serviceAccountToken.expirationSeconds ?? 3600}`]];
  if (configMap) {
    const old = release.has('describeConfigMapOptionalLine');
    return [
      [0, `ConfigMapName:\t${configMap.name}`],
      [0, old ? `ConfigMapOptional:\t${configMap.optional ?? '<nil>'}` : `Optional:\t${configMap.optional ?? false}`],
    ];
  }
  if (secret) {
    const old = release.has('describeConfigMapOptionalLine');
    return [
      [0, `SecretName:\t${secret.name}`],
      [0, old ? `SecretOptionalName:\t${secret.optional ?? '<nil>'}` : `Optional:\t${secret.optional ?? false}`],
    ];
  }
  return downwardAPI ? [[0, 'DownwardAPI:\ttrue']] : [];
}

/** Sources that nothing here mounts are shown by their fields. */
function otherLines(volume: Volume): Line[] {
  const csi = volume['csi'] as Record<string, unknown> | undefined;
  const nfs = volume['nfs'] as Record<string, unknown> | undefined;
  if (csi) {
    return fields('CSI (a Container Storage Interface (CSI) volume source)', {
      Driver: String(csi['driver'] ?? ''),
      FSType: String(csi['fsType'] ?? ''),
      ReadOnly: String(csi['readOnly'] ?? false),
    });
  }
  if (nfs) {
    return fields('NFS (an NFS mount that lasts the lifetime of a pod)', {
      Server: String(nfs['server'] ?? ''),
      Path: String(nfs['path'] ?? ''),
      ReadOnly: String(nfs['readOnly'] ?? false),
    });
  }
  if (volume.ephemeral) return ephemeralLines(volume.ephemeral);
  return [[0, '<unknown>']];
}

function hostPathLines({ path, type = NONE }: { readonly path: string; readonly type?: string }): Line[] {
  return fields('HostPath (bare host directory volume)', { Path: path, HostPathType: type });
}

/** Where a persistent volume lies. */
export function persistentSourceLines({ hostPath, local, csi, nfs }: PersistentVolume['spec']): Line[] {
  if (hostPath) return hostPathLines(hostPath);
  if (local) {
    return fields('LocalVolume (a persistent volume backed by local storage on a node)', { Path: local.path });
  }
  if (csi) {
    const attributes = Object.entries(csi.volumeAttributes ?? {}).map(([key, value]) => `${key}=${value}`);
    return fields('CSI (a Container Storage Interface (CSI) volume source)', {
      Driver: csi.driver,
      FSType: csi.fsType ?? '',
      VolumeHandle: csi.volumeHandle,
      ReadOnly: String(csi.readOnly ?? false),
      VolumeAttributes: attributes.sort().join('\n\t') || NONE,
    });
  }
  return otherLines({ name: '', nfs });
}

/** The claim as it shall be, with the lines of one that is there. Source: kubectl `printPersistentVolumeClaim`. */
function ephemeralLines({ volumeClaimTemplate }: NonNullable<Volume['ephemeral']>): Line[] {
  const { metadata, spec = {} } = volumeClaimTemplate ?? {};
  const type = 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)';
  const mode = spec['volumeMode'] as string | undefined;
  return [
    ...fields(type, { StorageClass: String(spec['storageClassName'] ?? ''), Volume: '' }),
    ...mapLines('Labels', metadata?.labels, '='),
    ...mapLines('Annotations', metadata?.annotations, ': '),
    [0, 'Capacity:\t'],
    [0, 'Access Modes:\t'],
    ...(mode === undefined ? [] : [[0, `VolumeMode:\t${mode}`] as Line]),
  ];
}

function mapLines(title: string, map: Readonly<Record<string, string>> | undefined, between: string): Line[] {
  const rows = Object.keys(map ?? {})
    .sort()
    .map((key) => `${key}${between}${map?.[key]}`);
  return (rows.length > 0 ? rows : [NONE]).map((row, i): Line => [0, `${i === 0 ? `${title}:` : ''}\t${row}`]);
}

function fields(type: string, values: Readonly<Record<string, string>>): Line[] {
  return [[0, `Type:\t${type}`], ...Object.entries(values).map(([key, value]): Line => [0, `${key}:\t${value}`])];
}
