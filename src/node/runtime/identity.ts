import { createHash } from 'node:crypto';
import type { Container } from '../../api/types/index';
import { type RandomStream, remembered } from '../../kernel/index';
import { type Image, parseReference, repositoryOf } from '../../world/index';

const HEX = '0123456789abcdef';

/** A container or sandbox id: 64 hex digits. */
export function newId(random: RandomStream): string {
  return random.text(64, HEX);
}

/** What the kubelet compares to see that a container's definition has changed: only name and image count. */
export function containerSpecHash(container: Container): string {
  return shortHash(`${container.name}\n${container.image ?? ''}`);
}

const shortHash = remembered((text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16));

/** An image by what is in it: `docker.io/library/busybox@sha256:…`. */
export function imageIdOf(image: Image): string {
  return `${repositoryOf(parseReference(image.reference))}@${image.digest}`;
}
