import { OrdinaryError } from '../../kernel';

/** What programs print for each error number (strerror of musl and glibc agree on these). */
const TEXTS = {
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EEXIST: 'File exists',
  ENOTEMPTY: 'Directory not empty',
  EROFS: 'Read-only file system',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EBUSY: 'Resource busy',
  ELOOP: 'Symbolic link loop',
  EINVAL: 'Invalid argument',
  ENOSPC: 'No space left on device',
  ENXIO: 'No such device or address',
  EXDEV: 'Cross-device link',
} as const;

export type FsErrorCode = keyof typeof TEXTS;

/** As programs that print it know each error (errno(3) of Linux). */
const NUMBERS: Readonly<Record<FsErrorCode, number>> = {
  EPERM: 1,
  ENOENT: 2,
  ENXIO: 6,
  EACCES: 13,
  EBUSY: 16,
  EEXIST: 17,
  EXDEV: 18,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENOSPC: 28,
  EROFS: 30,
  ENOTEMPTY: 39,
  ELOOP: 40,
};

/** An operation on files that failed; `text` is what programs print after the path. */
export class FsError extends OrdinaryError {
  readonly text: string;
  readonly errno: number;

  constructor(
    readonly code: FsErrorCode,
    readonly path: string,
  ) {
    super(`${path}: ${TEXTS[code]}`);
    this.name = 'FsError';
    this.text = TEXTS[code];
    this.errno = NUMBERS[code];
  }
}
