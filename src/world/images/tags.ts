import { matches, remembered } from '../../kernel';

/** Words that follow a version in the tags of official images, each possibly with a version of its own: `1.25-alpine3.19-slim`. */
const FLAVOURS =
  'alpine|slim|perl|otel|fpm|apache|jre|jdk|cli|musl|glibc|uclibc|debian|ubuntu|bookworm|bullseye|buster|stretch|jessie|trixie|focal|jammy|noble|bionic|ubi|rc|beta|alpha|nonroot|debug|management|windowsservercore|nanoserver|distroless|amd64|arm64|eksbuild|gke|r|b|u|p';
const CHANNELS =
  'latest|stable|mainline|edge|unstable|lts|current|rolling|next|nightly|canary|main|master|dev|devel|test|prod|release|rc|beta|alpha|nonroot|debug';

const FLAVOUR = `(?:${FLAVOURS})\\d*(?:\\.\\d+)*`;
const VERSION = `v?\\d+(?:\\.\\d+)*(?:(?:rc|beta|alpha|[a-z])\\d*)?`;
const PLAUSIBLE = new RegExp(`^(?:${VERSION}|${CHANNELS}|${FLAVOUR})(?:[-_](?:${FLAVOUR}|${VERSION}|${CHANNELS}))*$`);

/**
 * Whether a repository that lists no tags has this one: it does when it reads like the tags of official images, a version, a
 * channel, a flavour, or several of them (`1.25`, `v2.3.1`, `latest`, `3.19-alpine`). `nosuchtag` and `9.9-absent` do not.
 */
export const looksLikeTag = remembered((tag) => PLAUSIBLE.test(tag));

/** Whether a list of tags has this one. `*` in a list stands for anything plausible, `1.28*` for what begins so. */
export function hasTag(tags: readonly string[] | undefined, tag: string): boolean {
  if (!tags) return looksLikeTag(tag);
  return tags.some((pattern) => (pattern === '*' ? looksLikeTag(tag) : matches(pattern, tag)));
}
