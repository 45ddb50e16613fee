import type { Task } from '../../kernel/index';
import { type Headers, type HttpResponse, header, httpRequest, NetError } from '../../world/index';
import { HTTP_REDIRECTS_MAX } from './constants';
import type { KubeletContext } from './context';
import { isFollowed, type ProbeUrl, redirected, urlText } from './probeUrl';

export interface HttpGetOptions {
  readonly headers: Headers;
  /** For all requests together. */
  readonly timeoutMs: number;
  /** Whether redirects to other hosts are followed too. */
  readonly anywhere?: boolean;
}

/** What came of a GET and of the redirects that it followed. */
export interface HttpGetOutcome {
  /** The last answer, or why there is none. */
  readonly answer: HttpResponse | NetError;
  /** Where it was asked for: an address, or what the redirect said. */
  readonly url: string;
  /** The answer leads to another host, and was not followed. */
  readonly leadsElsewhere?: boolean;
  /** The answer is a redirect too many. */
  readonly tooMany?: boolean;
}

/** A GET of the kubelet, for a probe or a hook: Go's net/http client, and which redirects pkg/probe/http lets it follow. */
export function* httpGet(
  { network, host }: Pick<KubeletContext, 'network' | 'host'>,
  start: ProbeUrl,
  { headers, timeoutMs, anywhere = false }: HttpGetOptions,
): Task<HttpGetOutcome> {
  const endMs = network.kernel.now + timeoutMs;
  let url = start;
  let asked = headers;
  for (let redirects = 1; ; redirects++) {
    const { scheme, host: name, port, path } = url;
    const timeLeftMs = endMs - network.kernel.now;
    const answer = yield* httpRequest(network, host, {
      scheme,
      host: name,
      port,
      path,
      headers: asked,
      timeoutMs: timeLeftMs,
    });
    if (answer instanceof NetError) return { answer, url: urlText(url) };
    const location = header(answer.headers, 'location');
    const next = isFollowed(answer.status) && location ? redirected(url, location) : undefined;
    if (!next) return { answer, url: urlText(url) };
    if (next.host !== url.host && !anywhere) return { answer, url: urlText(url), leadsElsewhere: true };
    if (redirects >= HTTP_REDIRECTS_MAX) return { answer, url: location ?? '', tooMany: true };
    asked = { ...headers, ...refererOf(url, next) };
    url = next;
  }
}

/** net/http refererForURL: not told by https to http. */
function refererOf(from: ProbeUrl, to: ProbeUrl): Headers {
  return from.scheme === 'https' && to.scheme === 'http' ? {} : { Referer: urlText(from) };
}

/** How Go says it, of the redirect that it did not follow. */
export function tooManyText(url: string): string {
  return `Get "${url}": stopped after ${HTTP_REDIRECTS_MAX} redirects`;
}
