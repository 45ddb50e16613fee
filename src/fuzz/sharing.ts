/** Which runs of a campaign somebody plays: every `of`-th, from `first` on. */
export interface Share {
  readonly first: number;
  readonly step: number;
}

/**
 * The part of one worker of one shard. Shards of a campaign, and workers of a shard, have no run in common; together they have
 * all.
 * @param shard from 1 to `shards`
 * @param worker from 0 to `workers` - 1
 */
export function shareOf(shard: number, shards: number, worker: number, workers: number): Share {
  return { first: shard - 1 + worker * shards, step: shards * workers };
}
