import type { FieldErrors } from './errors';
import type { Path } from './path';

/** A path that leads nowhere else. Source: core validation `validateLocalDescendingPath`. */
export function validateDescendingPath(text: string, path: Path, errors: FieldErrors): void {
  if (text.startsWith('/')) errors.invalid(path, text, 'must be a relative path');
  validateNoBacksteps(text, path, errors);
}

/** The name of a file in a volume: not one of those that the kubelet makes. Source: `ValidateLocalNonReservedPath`. */
export function validateFilePath(text: string | undefined, path: Path, errors: FieldErrors): void {
  if (!text) {
    errors.required(path);
    return;
  }
  validateDescendingPath(text, path, errors);
  if (/^\.\.(?!\/)/.test(text)) errors.invalid(path, text, "must not start with '..'");
}

export function validateNoBacksteps(text: string, path: Path, errors: FieldErrors): void {
  if (text.split('/').includes('..')) errors.invalid(path, text, "must not contain '..'");
}

export function validateMode(mode: number | undefined, path: Path, errors: FieldErrors): void {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return;
  errors.invalid(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive');
}
