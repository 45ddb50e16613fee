import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserFolder } from './userFolder';

/** The tree that the package is made from. */
export const ROOT = join(__dirname, '..', '..', '..');

/** What there is in a package that is not in its `package.json`. */
export interface Packed {
  readonly tarball: string;
  readonly sizeBytes: number;
  readonly unpackedBytes: number;
  readonly files: readonly string[];
}

/** Packs a tree. @param clean builds it anew before; else what `dist` holds is packed */
export function pack(root: string, into: string, clean: boolean): Packed {
  const flags = ['pack', '--json', '--pack-destination', into, ...(clean ? [] : ['--ignore-scripts'])];
  const output = execFileSync('npm', flags, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  // Scripts may have printed something before
  const [{ filename, size, unpackedSize, files }] = JSON.parse(output.slice(output.search(/^\[/m))) as [
    { filename: string; size: number; unpackedSize: number; files: { path: string }[] },
  ];
  return {
    tarball: join(into, filename),
    sizeBytes: size,
    unpackedBytes: unpackedSize,
    files: files.map(({ path }) => path).sort(),
  };
}

/** A user's folder in which the packed tree is installed. */
export interface Installed {
  readonly folder: UserFolder;
  readonly packed: Packed;
}

let known: Installed | undefined;

/** The same for all tests of a process; it goes with the process. */
export function installed(): Installed {
  if (known) return known;
  const folder = new UserFolder();
  const shelf = mkdtempSync(join(tmpdir(), 'podwright-pack-'));
  process.once('exit', () => {
    folder.remove();
    rmSync(shelf, { recursive: true, force: true });
  });
  const packed = pack(ROOT, shelf, false);
  install(packed.tarball, folder.path);
  known = { folder, packed };
  return known;
}

/** Plugins are looked for from where Cucumber stands, so it must stand beside them; everything else may be a link. */
const COPIED = '@cucumber/cucumber';

/** What `npm install` would do, with the packages that the tree has and that are not for its development. */
function install(tarball: string, path: string): void {
  const modules = join(path, 'node_modules');
  const own = join(modules, 'podwright');
  mkdirSync(own, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', own, '--strip-components', '1']);
  for (const name of runtimePackages()) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    if (name === COPIED) cpSync(join(ROOT, 'node_modules', name), join(modules, name), { recursive: true });
    else symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'dir');
  }
  const programs = join(modules, '.bin');
  mkdirSync(programs);
  for (const [name, file] of [
    ['podwright', join(own, 'src', 'cli', 'podwright.cjs')],
    ['cucumber-js', join(modules, COPIED, 'bin', 'cucumber.js')],
  ] as const) {
    chmodSync(file, 0o755);
    symlinkSync(file, join(programs, name));
  }
}

/** Names of the packages at the top of the tree's `node_modules` that the package needs, directly or not. */
function runtimePackages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
  };
  return Object.entries(packages)
    .filter(([, { dev, devOptional, optional }]) => !dev && !devOptional && !optional)
    .flatMap(([path]) => /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1] ?? []);
}
