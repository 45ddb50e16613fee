import { remembered } from '../../kernel';

/** An image reference taken apart (distribution/reference). */
export interface ImageReference {
  /** `docker.io`, `registry.k8s.io`, `localhost:5000` … */
  readonly registry: string;
  /** `library/nginx`, `team/app` … */
  readonly path: string;
  /** Undefined when a digest names the image. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** The reference cannot be read; `message` is the parser's own, as the kubelet repeats it. */
export class InvalidReference extends Error {
  constructor(
    readonly reference: string,
    readonly reason: string,
  ) {
    super(`invalid reference format${reason ? `: ${reason}` : ''}`);
    this.name = 'InvalidReference';
  }
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const DOMAIN =
  /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const MAX_NAME = 255;

/**
 * Reads `nginx`, `team/app:v1`, `registry.k8s.io/pause:3.9`, `host:5000/a/b@sha256:…`, with Docker Hub's short names.
 * @throws InvalidReference
 */
export const parseReference = remembered((reference: string): ImageReference => {
  const invalid = (reason = '') => new InvalidReference(reference, reason);
  const { registry, rest } = splitRegistry(reference);
  // The upper-case check comes before the rest: `Busybox:@bad` is told off for its capital (recorded on 1.20 and 1.36).
  const name = rest.split(/[:@]/, 1)[0] ?? '';
  if (name !== name.toLowerCase()) throw invalid(`repository name (${name}) must be lowercase`);
  const at = rest.indexOf('@');
  const digest = at >= 0 ? rest.slice(at + 1) : undefined;
  const named = at >= 0 ? rest.slice(0, at) : rest;
  const colon = named.indexOf(':');
  const tag = colon >= 0 ? named.slice(colon + 1) : undefined;
  const path = colon >= 0 ? named.slice(0, colon) : named;
  if (!PATH.test(path) || !DOMAIN.test(registry)) throw invalid();
  if (tag !== undefined && !TAG.test(tag)) throw invalid();
  if (digest !== undefined && !DIGEST.test(digest)) throw invalid(digest.includes(':') ? 'invalid digest format' : '');
  if (path.length > MAX_NAME) throw invalid(`repository name must not be more than ${MAX_NAME} characters`);
  return { registry, path, tag: tag ?? (digest ? undefined : 'latest'), digest };
});

/** Whether an image can have that name at all. */
export function isReference(reference: string): boolean {
  try {
    parseReference(reference);
    return true;
  } catch (error) {
    if (error instanceof InvalidReference) return false;
    throw error;
  }
}

/** `docker.io/library/nginx:1.25`: how the runtime calls it. */
export function normalReference(reference: string | ImageReference): string {
  return typeof reference === 'string' ? normalText(reference) : inFull(reference);
}

const normalText = remembered((reference: string) => inFull(parseReference(reference)));

function inFull(r: ImageReference): string {
  return `${repositoryOf(r)}${r.tag ? `:${r.tag}` : ''}${r.digest ? `@${r.digest}` : ''}`;
}

/** `docker.io/library/nginx`. */
export function repositoryOf(reference: ImageReference): string {
  return `${reference.registry}/${reference.path}`;
}

/** The first component is a host when it looks like one; otherwise it is Docker Hub's. */
function splitRegistry(reference: string): { registry: string; rest: string } {
  const slash = reference.indexOf('/');
  const first = slash < 0 ? '' : reference.slice(0, slash);
  const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
  const registry = isHost ? first : 'docker.io';
  const rest = isHost ? reference.slice(slash + 1) : reference;
  if (registry === 'index.docker.io') return splitRegistry(`docker.io/${rest}`);
  return { registry, rest: registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}
