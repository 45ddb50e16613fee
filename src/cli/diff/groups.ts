import { type Parting, partings } from './part';
import type { Telling } from './telling';

/** Releases one after another whose stories are the same. */
export interface Group {
  readonly releases: readonly string[];
  /** How they part from the group before. */
  readonly partings: readonly Parting[];
  /** Why they refuse the manifests, if they do. */
  readonly refused?: string;
}

/**
 * Groups releases by what they tell. One that refuses the manifests has no story; the next is compared with the last that has.
 * @throws UsageError when all of them refuse
 */
export function groupsOf(tellings: Iterable<Telling>): Group[] {
  const groups: (Group & { releases: string[] })[] = [];
  let last: Telling | undefined;
  let first: Telling | undefined;
  for (const telling of tellings) {
    const { release, story, refusal } = telling;
    const group = groups.at(-1);
    first ??= telling;
    if (!story) {
      const refused = refusal?.message ?? '';
      if (group?.refused !== undefined && isSameRefusal(group, release, refused)) group.releases.push(release);
      else groups.push({ releases: [release], partings: [], refused });
      continue;
    }
    const found = last ? partingsOf(last, telling) : [];
    if (group && group.refused === undefined && found.length === 0) group.releases.push(release);
    else groups.push({ releases: [release], partings: found });
    if (!last || found.length > 0) last = telling;
  }
  if (!last && first?.refusal) throw first.refusal;
  return groups;
}

/** Other seeds are played only where the one that was asked for parts. */
function partingsOf(older: Telling, newer: Telling): Parting[] {
  const [before, after] = [older.story, newer.story];
  if (!before || !after || partings(before, after).length === 0) return [];
  return partings(before, after, { older: older.others, newer: newer.others });
}

/** The messages name the release. */
function isSameRefusal({ releases, refused = '' }: Group, release: string, message: string): boolean {
  return refused.replaceAll(releases[0] as string, '') === message.replaceAll(release, '');
}
