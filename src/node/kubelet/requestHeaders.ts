import type { HttpGetAction } from '../../api/types/index';

/**
 * The headers with which a probe or a hook asks: those of its `httpHeaders` by their usual names, several of one name in one
 * line, and what Kubernetes adds where they say nothing.
 * @param agent the User-Agent of who asks
 * Source: pkg/probe/http/request.go newProbeRequest, v1HeaderToHTTPHeader.
 */
export function requestHeaders(given: HttpGetAction['httpHeaders'], agent: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { name, value = '' } of given ?? []) {
    const usual = canonical(name);
    const earlier = headers[usual];
    headers[usual] = earlier === undefined ? value : `${earlier}, ${value}`;
  }
  headers['User-Agent'] ??= agent;
  headers.Accept ??= '*/*';
  // An empty header is how somebody asks for none.
  for (const name of ['Accept', 'User-Agent']) if (headers[name] === '') delete headers[name];
  return headers;
}

/** `x-request-id` is sent as `X-Request-Id`; what is no name of a header stays (net/textproto CanonicalMIMEHeaderKey of Go). */
function canonical(name: string): string {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return name;
  return name.toLowerCase().replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}
