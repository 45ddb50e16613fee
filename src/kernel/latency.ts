import { distance } from 'fastest-levenshtein';
import type { RandomStream, RandomStreams } from './random';

/** A delay in milliseconds: fixed, or a range from which the seed draws (both ends included). */
export type Latency = number | readonly [minMs: number, maxMs: number];

/** Every delay that a real cluster has, by name. */
export type LatencyTable = Readonly<Record<string, Latency>>;

/** Draws delays from a table; each name has a random stream of its own. */
export class Latencies {
  /** What differs from the table; a cluster is made for each run of a campaign, so nothing is copied for it. */
  private readonly changed = new Map<string, Latency>();
  private readonly streams = new Map<string, RandomStream>();

  constructor(
    private readonly table: LatencyTable,
    private readonly random: RandomStreams,
  ) {}

  /** The next delay of this name in whole milliseconds. */
  draw(name: string): number {
    const latency = this.changed.get(name) ?? this.table[name];
    if (latency === undefined) throw new Error(this.unknown(name));
    if (typeof latency === 'number') return latency;
    let stream = this.streams.get(name);
    if (!stream) {
      stream = this.random.stream(`latency/${name}`);
      this.streams.set(name, stream);
    }
    return stream.integer(latency[0], latency[1]);
  }

  /** Changes one delay from now on. */
  set(name: string, latency: Latency): void {
    if (!(name in this.table)) throw new Error(this.unknown(name));
    this.changed.set(name, latency);
  }

  names(): string[] {
    return Object.keys(this.table);
  }

  private unknown(name: string): string {
    const near = this.names().sort((a, b) => distance(a, name) - distance(b, name) || (a < b ? -1 : 1));
    return `there is no latency named "${name}"; the nearest names are ${near.slice(0, 3).join(', ')}`;
  }
}
