/** Where an HTTP probe asks. */
export interface ProbeUrl {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
}

export function urlText({ scheme, host, port, path }: ProbeUrl): string {
  return `${scheme}://${host}:${port}${path}`;
}

/** Of the answers from 300 to 399 only these lead elsewhere (net/http redirectBehavior of Go). */
export function isFollowed(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** Where a Location header leads, which may be relative to what was asked; undefined when it is no web address. */
export function redirected(from: ProbeUrl, location: string): ProbeUrl | undefined {
  const base = urlText(from);
  if (!URL.canParse(location, base)) return undefined;
  const { protocol, hostname, port, pathname, search } = new URL(location, base);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const scheme = protocol === 'https:' ? 'https' : 'http';
  return {
    scheme,
    host: hostname,
    port: Number(port || (scheme === 'https' ? 443 : 80)),
    path: `${pathname}${search}`,
  };
}
