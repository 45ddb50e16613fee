import { ASSUMED_STORAGE, type KubeObject } from '../api/index';
import { fieldIn } from './fields';

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';

interface ClaimSpec {
  readonly storageClassName?: string;
}

/**
 * The storage classes that the claims of these objects need and that are not among them: one provisioner for all of them. Volumes
 * that somebody has made by hand need none.
 */
export function missingStorage(objects: readonly KubeObject[]): KubeObject[] {
  const classes = objects.filter(({ kind }) => kind === 'StorageClass');
  const wanted = new Set(objects.flatMap(claimsOf).map(({ storageClassName = '' }) => storageClassName));
  const made = new Set(objects.filter(({ kind }) => kind === 'PersistentVolume').map(classOfVolume));
  return [...wanted]
    .filter((name) => !made.has(name))
    .filter((name) => !classes.some(({ metadata }) => (name === '' ? isDefault(metadata) : metadata.name === name)))
    .map((name) => classNamed(name));
}

function claimsOf(object: KubeObject): ClaimSpec[] {
  if (object.kind === 'PersistentVolumeClaim') return [fieldIn(object, 'spec') as ClaimSpec];
  const templates = (fieldIn(object, 'spec.volumeClaimTemplates') ?? []) as { spec: ClaimSpec }[];
  return templates.map(({ spec }) => spec);
}

function classOfVolume(volume: KubeObject): string {
  return (fieldIn(volume, 'spec.storageClassName') ?? '') as string;
}

function isDefault({ annotations }: KubeObject['metadata']): boolean {
  return annotations?.[IS_DEFAULT] === 'true';
}

function classNamed(name: string): KubeObject {
  const metadata = name === '' ? { name: 'standard', annotations: { [IS_DEFAULT]: 'true' } } : { name };
  // Volumes are made where the pod is placed, so that claims never decide about nodes.
  const made = { provisioner: ASSUMED_STORAGE, volumeBindingMode: 'WaitForFirstConsumer' };
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, ...made } as unknown as KubeObject;
}
