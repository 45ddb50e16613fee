import type { KubeObject } from '../api/index';

/** Kinds in the order in which others need them. */
const FIRST = [
  'Namespace',
  'PriorityClass',
  'StorageClass',
  'ServiceAccount',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'Service',
];

/** Objects in the order in which they can be created: as they stand in their files, but after what they need. */
export function inOrder(objects: readonly KubeObject[]): KubeObject[] {
  const rank = ({ kind }: KubeObject) => {
    const place = FIRST.indexOf(kind);
    return place < 0 ? FIRST.length : place;
  };
  return [...objects].sort((a, b) => rank(a) - rank(b));
}
