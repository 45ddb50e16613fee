import { rule } from '../../kernel/index';
import type { ServerContext } from '../store/context';
import type { KubeObject, PersistentVolumeClaim, StorageClass } from '../types/index';

const DEFAULT_CLASS = rule(
  'admission/default-storage-class',
  'A claim that names no class gets the default one, if there is one.',
  'admission plugin DefaultStorageClass',
);

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';
const PROTECTION: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: 'kubernetes.io/pvc-protection',
  PersistentVolume: 'kubernetes.io/pv-protection',
};

/** Classes of claims, and the finalizers that keep what is in use (plugins DefaultStorageClass, StorageObjectInUseProtection). */
export function admitStorage(context: ServerContext, object: KubeObject): void {
  const finalizer = PROTECTION[object.kind];
  if (!finalizer) return;
  const { metadata } = object;
  if (!metadata.finalizers?.includes(finalizer)) metadata.finalizers = [...(metadata.finalizers ?? []), finalizer];
  if (object.kind !== 'PersistentVolumeClaim') return;
  const { spec } = object as PersistentVolumeClaim;
  if (spec.storageClassName !== undefined || metadata.annotations?.['volume.beta.kubernetes.io/storage-class']) return;
  const name = defaultClass(context);
  if (name === undefined) return;
  context.kernel.acts(DEFAULT_CLASS);
  spec.storageClassName = name;
}

function defaultClass({ store }: ServerContext): string | undefined {
  return defaultClassOf(store.shelf('StorageClass').objects.list() as StorageClass[]);
}

/** The name of the class that claims get that name none: of several default ones the newest. */
export function defaultClassOf(classes: readonly StorageClass[]): string | undefined {
  return classes
    .filter(({ metadata }) => metadata.annotations?.[DEFAULT] === 'true')
    .sort((a, b) => Number(b.metadata.creationTimestamp! > a.metadata.creationTimestamp!) || -1)[0]?.metadata.name;
}
