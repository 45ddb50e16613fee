import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A reproducible stream of numbers that belongs to one component. */
export class RandomStream {
  private readonly generator: RandomGenerator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** A number in [0, 1). */
  unit(): number {
    return uniformFloat64(this.generator);
  }

  /** An integer in [min, max], both ends included. */
  integer(min: number, max: number): number {
    return min === max ? min : uniformInt(this.generator, min, max);
  }

  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('pick: the list is empty');
    return list[this.integer(0, list.length - 1)] as T;
  }

  /** `length` characters of `alphabet`, as generateName and container ids need them. */
  text(length: number, alphabet: string): string {
    let out = '';
    for (let i = 0; i < length; i++) out += alphabet[this.integer(0, alphabet.length - 1)];
    return out;
  }
}

/**
 * One stream for each name, all derived from one seed: a new draw in one component does not move
 * the numbers that another one sees.
 */
export class RandomStreams {
  private readonly streams = new Map<string, RandomStream>();

  constructor(readonly seed: number) {}

  stream(name: string): RandomStream {
    let stream = this.streams.get(name);
    if (!stream) {
      stream = new RandomStream(mix(this.seed, name));
      this.streams.set(name, stream);
    }
    return stream;
  }
}

/** FNV-1a over the name, started from the seed, with murmur3's finaliser: a well-spread 32-bit seed. */
function mix(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) {
    hash ^= name.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b) >>> 0;
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35) >>> 0;
  hash ^= hash >>> 16;
  return hash | 0;
}
