import type { RandomStream } from '../kernel/index';

/** No vowels, and nothing that looks like one, so that no words come out. Source: apimachinery `util/rand`. */
export const NAME_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
/** 63 characters are a DNS label; five go to the suffix. */
const MAX_BASE_LENGTH = 58;

/** Five characters such as `x7k2p`. */
export function randomSuffix(stream: RandomStream): string {
  return stream.text(SUFFIX_LENGTH, NAME_ALPHABET);
}

/** A name from a `generateName` base, cut so that the result has at most 63 characters. */
export function nameFrom(base: string, stream: RandomStream): string {
  return base.slice(0, MAX_BASE_LENGTH) + randomSuffix(stream);
}

/** Whether the server made the name of this base. */
export function isMadeFrom(name: string, base: string): boolean {
  return name.slice(0, -SUFFIX_LENGTH) === base.slice(0, MAX_BASE_LENGTH);
}

const HEX = '0123456789abcdef';

/** A random UUID of version 4 from the seed. */
export function uuid(stream: RandomStream): string {
  const time = stream.text(8, HEX);
  const mid = stream.text(4, HEX);
  const version = `4${stream.text(4, HEX).slice(1)}`;
  const clock = stream.text(4, HEX);
  const variant = HEX[8 | (HEX.indexOf(clock.charAt(0)) & 3)];
  return `${time}-${mid}-${version}-${variant}${clock.slice(1)}-${stream.text(12, HEX)}`;
}
