import { rule } from '../../kernel/index';
import { parseQuantity } from '../quantity';
import type { ServerContext } from '../store/context';
import type { KubeObject, PersistentVolumeClaim, StorageClass } from '../types/index';
import { refuse, refuseNew } from './refusal';

const DEFAULT_CLASS = rule(
  'admission/default-storage-class',
  'A claim that names no class gets the default one, if there is one.',
  'admission plugin DefaultStorageClass',
);

const EXPANSION = rule(
  'admission/claims-that-may-grow',
  'A claim asks for more space only once it is bound, and only where its class allows it.',
  'admission plugin PersistentVolumeClaimResize',
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
  const classes = defaultClasses(context);
  if (classes.length > 1 && !context.release.has('manyDefaultClasses')) {
    throw refuseNew(object, `Internal error occurred: ${classes.length} default StorageClasses were found`);
  }
  const name = defaultClassOf(classes);
  if (name === undefined) return;
  context.kernel.acts(DEFAULT_CLASS);
  spec.storageClassName = name;
}

function defaultClasses({ store }: ServerContext): StorageClass[] {
  const classes = store.shelf('StorageClass').objects.list() as StorageClass[];
  return classes.filter(({ metadata }) => metadata.annotations?.[DEFAULT] === 'true');
}

/**
 * Only a volume that was made for its claim, of a class that says so, grows.
 * @throws StatusError 403. Source: admission plugin PersistentVolumeClaimResize
 */
export function checkExpansion(
  { store, kernel }: ServerContext,
  claim: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
) {
  const size = ({ spec }: PersistentVolumeClaim) => parseQuantity(spec.resources?.requests?.['storage'] ?? '0');
  if (size(claim) <= size(old)) return;
  kernel.acts(EXPANSION);
  if (old.status?.phase !== 'Bound') throw refuse(claim, 'Only bound persistent volume claims can be expanded');
  const name = claim.spec.storageClassName;
  const found = name
    ? (store.shelf('StorageClass').objects.get(undefined, name) as StorageClass | undefined)
    : undefined;
  if (name === old.spec.storageClassName && found?.allowVolumeExpansion) return;
  const why =
    'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
  throw refuse(claim, why);
}

/** The name of the class that claims get that name none: of several default ones the newest. */
export function defaultClassOf(classes: readonly StorageClass[]): string | undefined {
  return classes
    .filter(({ metadata }) => metadata.annotations?.[DEFAULT] === 'true')
    .sort((a, b) => Number(b.metadata.creationTimestamp! > a.metadata.creationTimestamp!) || -1)[0]?.metadata.name;
}
