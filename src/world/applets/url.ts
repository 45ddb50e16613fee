import { baseName } from '../files';
import { type Headers, type HttpResponse, header } from '../network';

/** The parts of a URL. */
export interface Target {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** The parts of a URL; http without scheme. Undefined for another scheme. */
export function parseUrl(url: string): Target | undefined {
  const match = /^(?:(\w+):\/\/)?(?:[^/@]*@)?(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?([^#]*)/.exec(url);
  const scheme = match?.[1] ?? 'http';
  if (!match || (scheme !== 'http' && scheme !== 'https')) return undefined;
  const rest = match[4] || '/';
  return {
    scheme,
    host: match[2]!,
    port: Number(match[3] ?? (scheme === 'https' ? 443 : 80)),
    path: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

/** Where an answer sends the client, if it does. */
export function redirectOf(target: Target, response: HttpResponse): Target | undefined {
  const location = header(response.headers, 'location');
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return undefined;
  if (/^\w+:\/\//.test(location)) return parseUrl(location);
  return { ...target, path: location.startsWith('/') ? location : target.path.replace(/[^/]*$/, '') + location };
}

/** `Name: value` lines as headers. */
export function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const),
  );
}

/** `HTTP/1.1 404 Not Found` */
export function statusLine(response: HttpResponse): string {
  return `HTTP/1.1 ${response.status} ${response.statusText ?? ''}`.trimEnd();
}

/** The head of an answer as text. */
export function headerLines(response: HttpResponse): string[] {
  return [
    statusLine(response),
    ...Object.entries(response.headers as Headers).map(([name, value]) => `${name}: ${value}`),
  ];
}

/** The name under which a page is saved. */
export function fileName(target: Target, directory = '.'): string {
  const name = baseName(target.path.split('?')[0]!);
  return `${directory === '.' ? '' : `${directory}/`}${name === '/' || target.path.endsWith('/') ? 'index.html' : name}`;
}
