import type { Volume } from '../../types/index';
import type { Check } from './types';
import { named, namesOf, sorted } from './words';

/** Source: policy/check_hostPathVolumes.go. */
export const hostPathVolumes: Check = ({ spec: { volumes = [] } }) => {
  const bad = volumes.filter(({ hostPath }) => hostPath);
  return bad.length > 0 ? { reason: 'hostPath volumes', detail: named('volume', namesOf(bad)) } : undefined;
};

/** Whatever is not on a disk of the node or of a cloud; images since 1.33, before which no pod had them by default. */
const ALLOWED: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** Source: policy/check_restrictedVolumes.go. */
export const restrictedVolumes: Check = ({ spec: { volumes = [] } }) => {
  const bad = volumes.filter((volume) => !ALLOWED.has(typeOf(volume)));
  if (bad.length === 0) return undefined;
  const types = named('restricted volume type', sorted(bad.map(typeOf)));
  const uses = bad.length === 1 ? 'uses' : 'use';
  return { reason: 'restricted volume types', detail: `${named('volume', namesOf(bad))} ${uses} ${types}` };
};

function typeOf({ name: _, ...source }: Volume): string {
  return Object.keys(source)[0] ?? 'unknown';
}
