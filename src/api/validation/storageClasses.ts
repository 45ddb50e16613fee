import { sameJson } from '../json';
import type { StorageClass } from '../types/index';
import type { FieldErrors } from './errors';
import { qualifiedNameFaults } from './names';
import { Path } from './path';

/** Source: storage validation `ValidateStorageClass`, `ValidateStorageClassUpdate`. */
export function validateStorageClass(storageClass: StorageClass, errors: FieldErrors, old?: StorageClass): void {
  const { provisioner, reclaimPolicy, volumeBindingMode } = storageClass;
  const parameters = parametersOf(storageClass);
  if (!provisioner) errors.required(Path.of('provisioner'));
  else
    errors.invalidAll(
      Path.of('provisioner'),
      provisioner,
      qualifiedNameFaults(provisioner.toLowerCase(), errors.release),
    );
  if (Object.keys(parameters).some((name) => name === '')) {
    errors.invalid(Path.of('parameters'), '', 'field can not be empty.');
  }
  errors.oneOf(Path.of('reclaimPolicy'), reclaimPolicy, ['Delete', 'Retain']);
  errors.oneOf(Path.of('volumeBindingMode'), volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']);
  if (old) validateUpdate(storageClass, old, errors);
}

function validateUpdate(now: StorageClass, old: StorageClass, errors: FieldErrors): void {
  const stays = (field: string, value: unknown, before: unknown) => {
    if (sameJson(value ?? null, before ?? null)) return;
    const path = Path.of(field);
    if (errors.release.has('storageClassFieldsAreImmutable')) errors.immutable(path, value);
    else errors.forbidden(path, `updates to ${field} are forbidden.`);
  };
  stays('parameters', parametersOf(now), parametersOf(old));
  stays('provisioner', now.provisioner, old.provisioner);
  stays('reclaimPolicy', now.reclaimPolicy, old.reclaimPolicy);
  if (now.volumeBindingMode !== old.volumeBindingMode) {
    errors.immutable(Path.of('volumeBindingMode'), now.volumeBindingMode);
  }
}

function parametersOf(storageClass: StorageClass): Record<string, string> {
  return (storageClass as { parameters?: Record<string, string> }).parameters ?? {};
}
