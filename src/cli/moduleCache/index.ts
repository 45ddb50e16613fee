import Module = require('node:module');

import { join, sep } from 'node:path';
import { Loader } from './loader';

/** Where this package stands: compiled code lies in `dist/src/cli/moduleCache`. */
const PACKAGE = join(__dirname, '..', '..', '..', '..');

/** Loads what is loaded from now on from the pack of that name, and writes it at the end of the process if anything was new. */
export function enableModuleCache(name: string): void {
  if (__filename.endsWith('.ts') || isWatched()) return;
  const folder = join(PACKAGE, '.cache');
  const { enableCompileCache: builtIn } = Module as { enableCompileCache?: (folder: string) => unknown };
  builtIn?.(folder);
  new Loader(join(folder, `${name}-${process.version}-${process.arch}.pack`), installation()).install();
}

/** Debuggers, coverage, source maps and who is loaded before us want to see each module being compiled. */
function isWatched(): boolean {
  const flags = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ');
  return (
    /--inspect|--enable-source-maps|--cpu-prof|(^|\s)(-r|--require|--import|--(experimental-)?loader)\b/.test(flags) ||
    process.env['NODE_V8_COVERAGE'] !== undefined
  );
}

/** The folder in which everything was installed together with this package: of modules beyond it nothing is kept. */
function installation(): string {
  const parts = PACKAGE.split(sep);
  const at = parts.indexOf('node_modules');
  return at < 0 ? PACKAGE : parts.slice(0, at + 1).join(sep);
}
