import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { decodeManifests, type Manifest, ManifestError, type Release } from '../api/index';
import { quoteWord } from '../world/shell/quote';
import { placeholderHint } from './placeholders';
import { UsageError } from './usageError';

/** What `kubectl -f` takes from a folder. */
export const ENDINGS: readonly string[] = ['.yaml', '.yml', '.json'];
/** A folder with more is not a folder of manifests. */
const MAX_FILES = 2000;
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
  const found = below(path);
  refuseUnrendered(path, 'a kustomization', 'kubectl kustomize', found.filter(isKustomization));
  refuseUnrendered(
    path,
    'a Helm chart',
    'helm template',
    found.filter((file) => /(^|\/)Chart\.yaml$/.test(file)),
  );
  if (found.length === 0) throw new UsageError(`${path} has no manifests: no file ends in .yaml, .yml or .json`);
  return found.map((name) => ({ name, text: read(name) }));
}

/** Whether it says what another program makes manifests of. */
export function isKustomization(file: string): boolean {
  return /(^|\/)kustomization\.ya?ml$/.test(file);
}

/** What another program makes manifests of are none yet. */
function refuseUnrendered(path: string, what: string, command: string, roots: readonly string[]): void {
  const folders = roots.map((file) => dirname(file));
  // An overlay stands behind its base more often than not, and is what people apply.
  const last = folders.at(-1);
  if (last === undefined) return;
  const rendered = `${command} ${quoteWord(last)} | podwright play -`;
  if (folders.length === 1 && join(last, '.') === join(path, '.'))
    throw new UsageError(`${path} is ${what}; render it first: ${rendered}`);
  throw new UsageError(`${path} holds ${what} (${folders.join(', ')}); render one first, such as: ${rendered}`);
}

function below(folder: string): string[] {
  const found: string[] = [];
  const visit = (path: string) => {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const child = join(path, entry.name);
      if (entry.isDirectory()) visit(child);
      else if (ENDINGS.includes(extname(entry.name))) found.push(child);
      if (found.length > MAX_FILES)
        throw new UsageError(`${folder} has more than ${MAX_FILES} files: name the folder that holds the manifests`);
    }
  };
  visit(folder);
  return found;
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
