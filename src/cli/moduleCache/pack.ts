import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** A module as it was loaded. */
export interface PackedModule {
  /** Its text within Node's wrapper. */
  readonly text: string;
  /** What V8 made of it: a hint only, V8 refuses what does not fit. */
  readonly code: Buffer;
  /** Does it use more of `require` than the call, such as `require.resolve`? */
  readonly asksMore: boolean;
}

/** All that a process has loaded. */
export interface Loaded {
  readonly modules: ReadonlyMap<string, PackedModule>;
  /** By the module that has requested. */
  readonly requests: Readonly<Record<string, Requests>>;
}

/** Which file each request of a module led to. */
export type Requests = Record<string, string>;

/** How old and how long a file is; of a folder only how old, which changes with each entry that comes or goes; 0: nothing is there. */
type Age = readonly [path: string, modifiedMs: number, size: number];

interface Head {
  readonly ages: readonly Age[];
  readonly requests: Readonly<Record<string, Requests>>;
  readonly modules: readonly PlacedModule[];
  /** Behind the head: all texts whose characters need one byte, those that need two, what V8 made of them. */
  readonly lengths: readonly [narrow: number, wide: number];
}

/** One string for all texts: a thousand small ones would keep the garbage collector busy. */
interface PlacedModule {
  readonly path: string;
  readonly asksMore: boolean;
  readonly isWide: boolean;
  readonly text: readonly [from: number, to: number];
  readonly code: readonly [from: number, to: number];
}

/** Modules that a process has loaded before, in one file. */
export class Pack {
  static readonly EMPTY = new Pack({ ages: [], requests: {}, modules: [], lengths: [0, 0] }, Buffer.alloc(0));
  readonly requests: Readonly<Record<string, Requests>>;
  private readonly modules = new Map<string, PlacedModule>();
  private readonly narrow: string;
  private readonly wide: string;
  private readonly codes: Buffer;

  private constructor({ requests, modules, lengths: [narrow, wide] }: Head, bytes: Buffer) {
    this.requests = requests;
    for (const module of modules) this.modules.set(module.path, module);
    this.narrow = bytes.toString('latin1', 0, narrow);
    this.wide = bytes.toString('utf16le', narrow, narrow + wide);
    this.codes = bytes.subarray(narrow + wide);
  }

  /** @returns undefined when there is none, it is broken, or something in it has changed since */
  static read(file: string): Pack | undefined {
    try {
      const bytes = readFileSync(file);
      const headEnd = 4 + bytes.readUInt32LE(0);
      const head = JSON.parse(bytes.toString('utf8', 4, headEnd)) as Head;
      return head.ages.every(isAsOld) ? new Pack(head, bytes.subarray(headEnd)) : undefined;
    } catch {
      return undefined;
    }
  }

  get paths(): IterableIterator<string> {
    return this.modules.keys();
  }

  has(path: string): boolean {
    return this.modules.has(path);
  }

  /** @throws Error when it is not there, see `has` */
  module(path: string): PackedModule {
    const module = this.modules.get(path);
    if (!module) throw new Error(`the pack has no module ${path}`);
    const { isWide, asksMore, text, code } = module;
    return { text: (isWide ? this.wide : this.narrow).slice(...text), code: this.codes.subarray(...code), asksMore };
  }

  /** Writes it beside and moves it there, so that nobody reads half of it; without a word where that can't be done. */
  static write(file: string, root: string, { modules, requests }: Loaded): void {
    const unfinished = `${file}.${process.pid}`;
    try {
      mkdirSync(dirname(file), { recursive: true });
      const body = new Body();
      const placed = [...modules].map(([path, module]) => body.add(path, module));
      const { parts, lengths } = body;
      const head: Head = { ages: agesOf([...modules.keys()], root), requests, modules: placed, lengths };
      const headBytes = Buffer.from(JSON.stringify(head));
      const headLength = Buffer.alloc(4);
      headLength.writeUInt32LE(headBytes.length);
      writeFileSync(unfinished, Buffer.concat([headLength, headBytes, ...parts]));
      renameSync(unfinished, file);
    } catch {
      rmSync(unfinished, { force: true }); // a read-only folder or a full disk: the next run loads everything again
    }
  }
}

/** What stands behind the head, while it is put together. */
class Body {
  private narrow = '';
  private wide = '';
  private readonly codes: Buffer[] = [];
  private codeBytes = 0;

  add(path: string, { text, code, asksMore }: PackedModule): PlacedModule {
    const isWide = /[^\0-\xff]/.test(text);
    const from = isWide ? this.wide.length : this.narrow.length;
    if (isWide) this.wide += text;
    else this.narrow += text;
    this.codes.push(code);
    this.codeBytes += code.length;
    const codePlace = [this.codeBytes - code.length, this.codeBytes] as const;
    return { path, asksMore, isWide, text: [from, from + text.length], code: codePlace };
  }

  get lengths(): readonly [number, number] {
    return [this.narrow.length, this.wide.length * 2];
  }

  get parts(): Buffer[] {
    return [Buffer.from(this.narrow, 'latin1'), Buffer.from(this.wide, 'utf16le'), ...this.codes];
  }
}

function isAsOld([path, modified, size]: Age): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return (found?.mtimeMs ?? 0) === modified && (size < 0 || found?.size === size);
}

/**
 * What a later process must find unchanged: the files themselves; the folders they are in, since a file that comes there could be
 * found first; every place on the way up where a `node_modules` could; and each `package.json`, which says what a
 * request means. The outermost `node_modules` may change: what is found there is found last.
 */
function agesOf(files: readonly string[], root: string): Age[] {
  const folders = new Set(files.map(dirname));
  const above = new Set<string>();
  for (const file of files)
    for (let folder = dirname(file); folder.startsWith(root) && !above.has(folder); folder = dirname(folder))
      above.add(folder);
  const manifests = [...above].map((folder) => join(folder, 'package.json')).filter(existsSync);
  const modules = [...above].map((folder) => join(folder, 'node_modules')).filter((path) => !isOutermost(path));
  const lengthless = [...folders, ...modules].map((path): Age => [path, modifiedMs(path), -1]);
  return [...[...files, ...manifests].map((path): Age => [path, modifiedMs(path), statSync(path).size]), ...lengthless];
}

function isOutermost(modules: string): boolean {
  return existsSync(modules) && modules.split(sep).filter((part) => part === 'node_modules').length === 1;
}

/** 0 where nothing is. */
function modifiedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
