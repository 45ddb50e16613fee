import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

import Module = require('node:module');

import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Most of the time of a short command goes into compiling the same thousand modules again. Newer Node keeps what it has
 * compiled when it is asked to (module.enableCompileCache, from 22.1 on); for Node 20 this file does the same with the
 * means that V8 offers: half of the time of `podwright run` with one feature, a third of `podwright play`.
 *
 * The cache stands in the folder of the package, so whoever can change it could change the code as well. An entry holds
 * for one text of a module, one release of Node and one processor; everything else is compiled anew. Where the folder
 * can't be written there is no cache.
 */
export function enableCompileCache(name: string): void {
  if (__filename.endsWith('.ts') || isWatched()) return;
  const folder = join(__dirname, '..', '..', '..', '.cache');
  const { enableCompileCache: builtIn } = Module as { enableCompileCache?: (folder: string) => unknown };
  if (builtIn) builtIn(folder);
  else new CompileCache(join(folder, `${name}-${process.version}-${process.arch}.bin`)).install();
}

/** Debuggers, coverage and source maps want to see each module being compiled. */
function isWatched(): boolean {
  const flags = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ');
  return /--inspect|--enable-source-maps|--cpu-prof/.test(flags) || process.env['NODE_V8_COVERAGE'] !== undefined;
}

/** Where an entry lies in the file: hash of the module's text, offset and length of what V8 made of it. */
type Entry = readonly [hash: string, offset: number, length: number];

/** What Node 20 does not offer: V8's own cache of compiled code for CommonJS modules. */
class CompileCache {
  private readonly entries = new Map<string, Entry>();
  private blob = Buffer.alloc(0);
  private readonly fresh = new Map<string, { hash: string; script: Script }>();

  constructor(private readonly file: string) {
    this.read();
  }

  install(): void {
    const prototype = Module.prototype as unknown as { _compile: (content: string, path: string) => unknown };
    const original = prototype._compile;
    const compile = (content: string, path: string) => this.compile(content, path);
    prototype._compile = function (this: Module, content: string, path: string, ...rest: unknown[]) {
      // Dynamic imports need a context that only Node itself can give, ES modules are none of our business
      if (rest[0] === 'module' || /\bimport\s*\(|^(import|export)\s/m.test(content) || path.endsWith('.mjs'))
        return (original as (...values: unknown[]) => unknown).call(this, content, path, ...rest);
      return compile(content, path).call(this.exports, this.exports, requireOf(this, path), this, path, dirname(path));
    };
    process.once('exit', () => this.write());
  }

  private compile(content: string, path: string): (...values: unknown[]) => unknown {
    const hash = createHash('sha1').update(content).digest('base64');
    const [known, offset = 0, length = 0] = this.entries.get(path) ?? [];
    const cachedData = known === hash ? this.blob.subarray(offset, offset + length) : undefined;
    const script = new Script(Module.wrap(content), { filename: path, ...(cachedData && { cachedData }) });
    if (!cachedData || script.cachedDataRejected) this.fresh.set(path, { hash, script });
    return script.runInThisContext() as (...values: unknown[]) => unknown;
  }

  private read(): void {
    try {
      const content = readFileSync(this.file);
      const headLength = content.readUInt32LE(0);
      const head = JSON.parse(content.toString('utf8', 4, 4 + headLength)) as [string, Entry][];
      for (const [path, entry] of head) this.entries.set(path, entry);
      this.blob = content.subarray(4 + headLength);
    } catch {
      this.entries.clear(); // there is none yet, or it is broken
    }
  }

  /** At the end V8 knows also the functions that were compiled on their first call. */
  private write(): void {
    if (this.fresh.size === 0) return;
    const parts = [...this.entries]
      .filter(([path]) => !this.fresh.has(path))
      .map(([path, [hash, offset, length]]) => ({ path, hash, data: this.blob.subarray(offset, offset + length) }));
    for (const [path, { hash, script }] of this.fresh) parts.push({ path, hash, data: script.createCachedData() });
    let offset = 0;
    const head = parts.map(({ path, hash, data }) => {
      offset += data.length;
      return [path, [hash, offset - data.length, data.length]];
    });
    const headBytes = Buffer.from(JSON.stringify(head));
    const headLength = Buffer.alloc(4);
    headLength.writeUInt32LE(headBytes.length);
    const unfinished = `${this.file}.${process.pid}`;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      writeFileSync(unfinished, Buffer.concat([headLength, headBytes, ...parts.map(({ data }) => data)]));
      renameSync(unfinished, this.file);
    } catch {
      rmSync(unfinished, { force: true }); // a read-only folder or a full disk: the next run compiles again
    }
  }
}

/** The `require` that a module sees. */
function requireOf(module: Module, path: string): NodeJS.Require {
  const own = (id: string): unknown => module.require(id);
  const { resolve, main, extensions, cache } = Module.createRequire(path);
  return Object.assign(own, { resolve, main, extensions, cache }) as NodeJS.Require;
}
