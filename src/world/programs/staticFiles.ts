import { type FileSystem, RegularFile } from '../files';

/** What a web server finds under its document root. */
export type FoundFile =
  | { readonly kind: 'file'; readonly path: string; readonly content: string; readonly contentType: string }
  /** A directory that was asked for without the slash at its end. */
  | { readonly kind: 'directory'; readonly path: string }
  /** A directory without index. */
  | { readonly kind: 'forbidden'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly path: string }
  | { readonly kind: 'missing'; readonly path: string };

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  txt: 'text/plain',
  xml: 'text/xml',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
};

/** Looks a URL path up. `..` cannot leave the root. */
export function findFile(fs: FileSystem, root: string, urlPath: string, index: readonly string[]): FoundFile {
  const path = `${root}${normal(urlPath)}`;
  const node = fs.find(path);
  if (node?.kind === 'directory') {
    if (!urlPath.endsWith('/')) return { kind: 'directory', path };
    for (const name of index) {
      const found = fs.find(`${path}${name}`);
      if (found instanceof RegularFile) return read(found, `${path}${name}`);
    }
    return { kind: 'forbidden', path };
  }
  // `open()` of a path with a slash at its end fails even where a file of that name is.
  return node instanceof RegularFile && !path.endsWith('/') ? read(node, path) : { kind: 'missing', path };
}

function read(file: RegularFile, path: string): FoundFile {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const contentType = TYPES[extension] ?? 'application/octet-stream';
  if ((file.mode & 0o044) === 0) return { kind: 'unreadable', path };
  return { kind: 'file', path, content: file.data, contentType };
}

function normal(urlPath: string): string {
  const parts: string[] = [];
  for (const part of urlPath.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}${urlPath.endsWith('/') && parts.length > 0 ? '/' : ''}`;
}
