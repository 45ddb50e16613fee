import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EXPERIMENTS, playExperiment } from './experiments';
import { pack, ROOT } from './installed';
import { UserFolder } from './userFolder';

/** Releases of Node that we promise to run on. */
const NODES = ['20', '22', '24'];

/** `npm run package-test [NODE…]`: what users do with the package, from an empty folder, on each release of Node. */
function main(nodes: readonly string[]): void {
  const shelf = mkdtempSync(join(tmpdir(), 'podwright-package-'));
  let failed = 0;
  const report = (name: string, startMs: number, problem: string | undefined) => {
    if (problem !== undefined) failed++;
    console.log(`${problem === undefined ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - startMs) / 1000).toFixed(1)}s)`);
    if (problem !== undefined) console.log(problem);
  };
  try {
    const startMs = Date.now();
    const { tarball, files, sizeBytes, unpackedBytes } = pack(cleanTree(join(shelf, 'tree')), shelf, true);
    report(`packed ${files.length} files, ${kB(sizeBytes)}, unpacked ${kB(unpackedBytes)}`, startMs, undefined);
    for (const release of nodes) playOn(release, tarball, shelf, report);
  } finally {
    rmSync(shelf, { recursive: true, force: true });
  }
  console.log(failed === 0 ? 'all is well' : `${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

type Report = (name: string, startMs: number, problem: string | undefined) => void;

function playOn(release: string, tarball: string, shelf: string, report: Report): void {
  const folder = new UserFolder([nodeOf(release, shelf)]);
  try {
    const version = folder.run('node --version').stdout.trim();
    const startMs = Date.now();
    folder.write({ 'package.json': '{"name": "shop", "version": "1.0.0", "private": true}' });
    const { status, text } = folder.run(`npm install --no-audit --no-fund --save-dev '${tarball}'`);
    report(`${version}: npm install`, startMs, status === 0 ? undefined : text);
    for (const experiment of EXPERIMENTS) {
      const atMs = Date.now();
      report(`${version}: ${experiment.name}`, atMs, playExperiment(folder, experiment));
    }
  } finally {
    folder.remove();
  }
}

/** The package `node` of the registry holds a program, nothing needs to be installed on the machine. */
function nodeOf(release: string, shelf: string): string {
  const folder = join(shelf, `node-${release}`);
  mkdirSync(folder, { recursive: true });
  const flags = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `node@${release}`];
  execFileSync('npm', flags, { stdio: ['ignore', 'ignore', 'inherit'] });
  return join(folder, 'node_modules', 'node', 'bin');
}

/** A copy of what git knows of the tree, as it is now, with the dependencies of the tree. */
function cleanTree(path: string): string {
  const tracked = execFileSync('git', ['ls-files', '-z', '--', '.', ':!features', ':!src/fidelity/recordings'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const file of tracked.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    cpSync(join(ROOT, file), join(path, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(path, 'node_modules'), 'dir');
  return path;
}

function kB(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}

const asked = process.argv.slice(2);
main(asked.length > 0 ? asked : NODES);
