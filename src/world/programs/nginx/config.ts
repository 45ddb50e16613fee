import { matches } from '../../../kernel';
import { type FileSystem, FsError } from '../../files';
import { type Directive, NginxConfigError, parseNginxConfig } from './syntax';

export interface NginxListen {
  readonly port: number;
  readonly address: string;
  readonly tls: boolean;
}

/** A `server` block. */
export interface VirtualServer {
  readonly listens: readonly NginxListen[];
  readonly names: readonly string[];
  readonly scope: Scope;
  readonly locations: readonly Location[];
}

/** A `location` block. */
export interface Location {
  readonly modifier: '' | '=' | '^~' | '~' | '~*';
  readonly pattern: string;
  readonly scope: Scope;
}

export interface NginxConfig {
  readonly pidFile: string;
  readonly daemon: boolean;
  /** Where what is too big for memory goes: made at the start. */
  readonly tempPaths: readonly string[];
  /** The `user` directive: whom root lets the workers be. */
  readonly user: Directive | undefined;
  readonly errorLog: { readonly path: string; readonly level: string };
  readonly servers: readonly VirtualServer[];
}

/** The directives that hold at some place: its own, then those of the blocks around it. */
export class Scope {
  constructor(
    private readonly own: readonly Directive[],
    private readonly outer?: Scope,
  ) {}

  /** The nearest directive of this name. */
  find(name: string): Directive | undefined {
    return this.here(name) ?? this.outer?.find(name);
  }

  /** Only what stands in this very block. */
  here(name: string): Directive | undefined {
    return this.own.find((directive) => directive.name === name);
  }

  /** All of this name in the nearest block that has any. */
  all(name: string): readonly Directive[] {
    const own = this.own.filter((directive) => directive.name === name);
    return own.length > 0 ? own : (this.outer?.all(name) ?? []);
  }
}

/** The directives of directories for what is too big for memory, with those that nginx.org's builds have in them. */
const TEMP_PATHS: readonly (readonly [directive: string, path: string])[] = [
  ['client_body_temp_path', '/var/cache/nginx/client_temp'],
  ['proxy_temp_path', '/var/cache/nginx/proxy_temp'],
  ['fastcgi_temp_path', '/var/cache/nginx/fastcgi_temp'],
  ['uwsgi_temp_path', '/var/cache/nginx/uwsgi_temp'],
  ['scgi_temp_path', '/var/cache/nginx/scgi_temp'],
];

/** Reads the configuration with everything that it includes. @throws NginxConfigError */
export function loadNginxConfig(fs: FileSystem, file: string, globals: string): NginxConfig {
  const main = [...parseNginxConfig(globals, 'command line'), ...readConfig(fs, file)];
  const top = new Scope(main);
  const http = main.find((directive) => directive.name === 'http');
  const errorLog = top.find('error_log')?.args ?? [];
  const httpScope = new Scope(http?.block ?? [], top);
  return {
    pidFile: top.find('pid')?.args[0] ?? '/run/nginx.pid',
    tempPaths: TEMP_PATHS.map(([directive, path]) => httpScope.here(directive)?.args[0] ?? path),
    user: top.find('user'),
    daemon: top.find('daemon')?.args[0] !== 'off',
    errorLog: { path: errorLog[0] ?? '/var/log/nginx/error.log', level: errorLog[1] ?? 'error' },
    servers: (http?.block ?? []).filter((d) => d.name === 'server').map((d) => virtualServer(d, httpScope)),
  };
}

function virtualServer(directive: Directive, http: Scope): VirtualServer {
  const block = directive.block ?? [];
  const scope = new Scope(block, http);
  const listens = block.filter((d) => d.name === 'listen').map(listenOf);
  return {
    listens: listens.length > 0 ? listens : [{ port: 80, address: '0.0.0.0', tls: false }],
    names: block.filter((d) => d.name === 'server_name').flatMap((d) => d.args),
    scope,
    locations: block.filter((d) => d.name === 'location').map((d) => locationOf(d, scope)),
  };
}

function listenOf(directive: Directive): NginxListen {
  const [where = '', ...options] = directive.args;
  const match = /^(?:(.*):)?(\d+)$/.exec(where);
  if (!match && !/^[\w.[\]:*-]+$/.test(where)) {
    throw new NginxConfigError(`invalid parameter "${where}"`, directive.file, directive.line);
  }
  const address = match?.[1] ?? (match ? '*' : where);
  const everywhere = address === '*' || address.startsWith('[');
  return { port: Number(match?.[2] ?? 80), address: everywhere ? '0.0.0.0' : address, tls: options.includes('ssl') };
}

function locationOf(directive: Directive, server: Scope): Location {
  const [first = '/', second] = directive.args;
  const scope = new Scope(directive.block ?? [], server);
  if (second === undefined) return { modifier: '', pattern: first, scope };
  return { modifier: first as Location['modifier'], pattern: second, scope };
}

/** Which location answers a path (nginx.org: ngx_http_core_module, location). */
export function chooseLocation(server: VirtualServer, path: string): Location | undefined {
  const exact = server.locations.find((l) => l.modifier === '=' && l.pattern === path);
  if (exact) return exact;
  const prefixes = server.locations.filter(
    (l) => (l.modifier === '' || l.modifier === '^~') && path.startsWith(l.pattern),
  );
  const longest = prefixes.sort((a, b) => b.pattern.length - a.pattern.length)[0];
  if (longest?.modifier === '^~') return longest;
  const regular = server.locations.find(
    (l) =>
      (l.modifier === '~' || l.modifier === '~*') && new RegExp(l.pattern, l.modifier === '~*' ? 'i' : '').test(path),
  );
  return regular ?? longest;
}

function readConfig(fs: FileSystem, file: string): Directive[] {
  return parseNginxConfig(readText(fs, file), file).flatMap((directive) => expand(fs, directive));
}

function expand(fs: FileSystem, directive: Directive): Directive[] {
  if (directive.name === 'include')
    return included(fs, directive.args[0] ?? '').flatMap((file) => readConfig(fs, file));
  if (!directive.block) return [directive];
  return [{ ...directive, block: directive.block.flatMap((inner) => expand(fs, inner)) }];
}

function included(fs: FileSystem, pattern: string): string[] {
  const path = pattern.startsWith('/') ? pattern : `/etc/nginx/${pattern}`;
  if (!path.includes('*')) return path.endsWith('mime.types') ? [] : [path];
  const slash = path.lastIndexOf('/');
  const directory = path.slice(0, slash);
  if (!fs.exists(directory)) return [];
  const names = fs.list(directory).filter((name) => !name.startsWith('.') && matches(path.slice(slash + 1), name));
  return names.map((name) => `${directory}/${name}`);
}

function readText(fs: FileSystem, file: string): string {
  try {
    return fs.readFile(file);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new NginxConfigError(`open() "${file}" failed (2: No such file or directory)`);
  }
}
