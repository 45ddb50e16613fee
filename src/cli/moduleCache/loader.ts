import Module = require('node:module');

import { dirname, sep } from 'node:path';
import { Script } from 'node:vm';
import { Pack, type PackedModule, type Requests } from './pack';

type Body = (exports: unknown, require: NodeJS.Require, module: Module, path: string, folder: string) => unknown;

/** What Node's loader for CommonJS is made of, as it has been since long before Node 20; tools for tracing rely on it as well. */
interface Internals {
  _load(request: string, parent: Module | undefined, isMain: boolean): unknown;
  _resolveFilename(request: string, parent: Module | undefined, isMain: boolean): string;
  _nodeModulePaths(folder: string): string[];
  readonly _cache: Record<string, Module | undefined>;
  readonly prototype: { _compile(content: string, path: string, ...rest: unknown[]): unknown };
}

const node = Module as unknown as Internals;

/** Takes modules from a pack; those that are not in it are loaded by Node, and written into it at the end. */
export class Loader {
  private readonly pack: Pack;
  private readonly fresh = new Map<string, { text: string; asksMore: boolean; script: Script }>();
  private readonly freshRequests: Record<string, Requests> = {};

  /** @param folder modules elsewhere are none of its business */
  constructor(
    private readonly file: string,
    private readonly folder: string,
  ) {
    this.pack = Pack.read(file) ?? Pack.EMPTY;
  }

  install(): void {
    const { _load } = node;
    node._load = (request, parent, isMain) => {
      const path = this.known(request, parent);
      if (path !== undefined) return this.load(path, parent);
      if (parent) completed(parent);
      this.remember(request, parent);
      return _load(request, parent, isMain);
    };
    const { _compile } = node.prototype;
    const compile = (content: string, path: string) => this.compile(content, path);
    node.prototype._compile = function (this: Module, content, path, ...rest) {
      const body = rest[0] === 'module' ? undefined : compile(content, path);
      return body ? run(body, this, path, true) : _compile.call(this, content, path, ...rest);
    };
    process.once('exit', () => this.write());
  }

  private known(request: string, parent: Module | undefined): string | undefined {
    const path = parent?.filename ? this.pack.requests[parent.filename]?.[request] : undefined;
    return path !== undefined && (this.pack.has(path) || node._cache[path]?.loaded) ? path : undefined;
  }

  private load(path: string, parent: Module | undefined): unknown {
    const loaded = node._cache[path];
    if (loaded) return loaded.exports;
    const { text, code, asksMore } = this.pack.module(path);
    const module = new Module(path, parent);
    module.filename = path;
    node._cache[path] = module;
    try {
      const script = new Script(text, { filename: path, cachedData: code });
      run(script.runInThisContext() as Body, module, path, asksMore);
      module.loaded = true;
    } finally {
      // As Node does: who asks again for a module that has thrown gets the error again
      if (!module.loaded) delete node._cache[path];
    }
    return module.exports;
  }

  /** Asked in so many words, since Node finds what a neighbour has requested before without asking. */
  private remember(request: string, parent: Module | undefined): void {
    if (!parent?.filename || !this.isOurs(parent.filename) || Module.isBuiltin(request)) return;
    if (this.pack.requests[parent.filename]?.[request] !== undefined) return;
    try {
      const path = node._resolveFilename(request, parent, false);
      if (this.isOurs(path))
        this.freshRequests[parent.filename] = { ...this.freshRequests[parent.filename], [request]: path };
    } catch {
      // Node will say so
    }
  }

  /** @returns undefined for what only Node itself can compile */
  private compile(content: string, path: string): Body | undefined {
    const isPlain = !content.startsWith('#!') && !/\bimport\s*\(|^(import|export)\s/m.test(content);
    if (!isPlain || !this.isOurs(path) || path.endsWith('.mjs')) return undefined;
    const text = Module.wrap(content);
    const script = new Script(text, { filename: path });
    this.fresh.set(path, { text, asksMore: /\brequire\b(?!\s*\()/.test(content), script });
    return script.runInThisContext() as Body;
  }

  private isOurs(path: string): boolean {
    return path.startsWith(this.folder + sep);
  }

  /** At the end V8 knows also the functions that were compiled on their first call. */
  private write(): void {
    if (this.fresh.size === 0) return;
    const modules = new Map<string, PackedModule>();
    for (const path of this.pack.paths) modules.set(path, this.pack.module(path));
    for (const [path, { script, ...rest }] of this.fresh)
      modules.set(path, { ...rest, code: script.createCachedData() });
    const requests: Record<string, Requests> = { ...this.pack.requests };
    for (const [path, own] of Object.entries(this.freshRequests)) requests[path] = { ...requests[path], ...own };
    Pack.write(this.file, this.folder, { modules, requests });
  }
}

/** Node looks for packages in the `paths` of the module that asks; most modules of a pack never ask Node. */
function completed(module: Module): void {
  if (module.filename && module.paths === undefined) module.paths = node._nodeModulePaths(dirname(module.filename));
}

function run(body: Body, module: Module, path: string, asksMore: boolean): unknown {
  return body.call(module.exports, module.exports, requireOf(module, path, asksMore), module, path, dirname(path));
}

/** The `require` that a module sees: for most it need not have more than the call itself. */
function requireOf(module: Module, path: string, asksMore: boolean): NodeJS.Require {
  const own = ((id: string): unknown => module.require(id)) as NodeJS.Require;
  if (!asksMore) return own;
  completed(module);
  const { resolve, main, extensions, cache } = Module.createRequire(path);
  return Object.assign(own, { resolve, main, extensions, cache });
}
