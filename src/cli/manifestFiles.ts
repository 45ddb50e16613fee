import { readFileSync, statSync } from 'node:fs';
import { decodeManifests, type Manifest, ManifestError, type Release } from '../api/index';
import { FolderError, manifestsBelow } from '../disk/index';
import { placeholderHint } from './placeholders';
import { UsageError } from './usageError';

/** Stands for standard input. */
export const STDIN = '-';

/** A file of manifests and what is in it. */
export interface ManifestFile {
  /** As it was named, or `<stdin>`. */
  readonly name: string;
  readonly text: string;
}

/**
 * Reads manifests from files, from folders (with those below them) and, by `-`, from standard input.
 * @throws UsageError when something can't be read
 */
export function readManifestFiles(paths: readonly string[]): ManifestFile[] {
  return paths.flatMap((path) => (path === STDIN ? [fromStdin()] : filesAt(path)));
}

/** @throws UsageError with file, line and column of everything that is wrong, in whichever file */
export function decodeManifestFiles(files: readonly ManifestFile[], release: Release): Manifest[] {
  const decoded = files.map((file) => decode(file, release));
  const problems = decoded.flatMap((result) => (result instanceof ManifestError ? [result.message] : []));
  if (problems.length === 0) return (decoded as Manifest[][]).flat();
  const text = problems.join('\n');
  throw new UsageError(`${text}${placeholderHint(text)}`);
}

function decode({ name, text }: ManifestFile, release: Release): Manifest[] | ManifestError {
  try {
    return decodeManifests(text, name, release);
  } catch (error) {
    if (error instanceof ManifestError) return error;
    throw error;
  }
}

function fromStdin(): ManifestFile {
  if (process.stdin.isTTY)
    throw new UsageError(
      '"-" reads manifests from standard input, and nothing is piped in: helm template … | podwright check -',
    );
  return { name: '<stdin>', text: readFileSync(0, 'utf8') };
}

function filesAt(path: string): ManifestFile[] {
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch (error) {
    const isLoop = (error as NodeJS.ErrnoException).code === 'ELOOP';
    throw new UsageError(
      isLoop ? `${path} is a symbolic link that leads in a circle` : `error: the path "${path}" does not exist`,
    );
  }
  if (!isFolder) return [{ name: path, text: read(path) }];
  return manifestsIn(path).map((name) => ({ name, text: read(name) }));
}

function manifestsIn(folder: string): string[] {
  try {
    return manifestsBelow(folder, '| podwright play -');
  } catch (error) {
    if (error instanceof FolderError) throw new UsageError(error.message);
    throw error;
  }
}

/** Byte order marks of UTF-16, big and little endian. */
const UTF_16_MARKS: readonly number[] = [0xfeff, 0xfffe];

function read(path: string): string {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > 1 && UTF_16_MARKS.includes(bytes.readUInt16BE(0)))
      throw new UsageError(`${path} is UTF-16, as the > of Windows PowerShell writes it: save it as UTF-8`);
    if (bytes.includes(0)) throw new UsageError(`${path} holds no text: manifests are YAML or JSON`);
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} can't be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`);
  }
}
