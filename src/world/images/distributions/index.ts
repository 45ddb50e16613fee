/** What real images hold, by distribution: programs that are here, and those of which only the name is. */
import { remembered } from '../../../kernel';
import type { ImageDescription } from '../description';
import { ALPINE } from './alpine';
import { ASSUMED } from './assumed';
import { BUSYBOX } from './busybox';
import { DEBIAN } from './debian';
import type { Distribution } from './distribution';
import { REDHAT } from './redhat';

export type { Distribution } from './distribution';

/** `assumed` is what an image has that nobody described, `none` an image of nothing but its own programs. */
export type DistributionName = 'busybox' | 'alpine' | 'debian' | 'redhat' | 'assumed' | 'none';

const DISTRIBUTIONS: Readonly<Record<DistributionName, Distribution>> = {
  busybox: BUSYBOX,
  alpine: ALPINE,
  debian: DEBIAN,
  redhat: REDHAT,
  assumed: ASSUMED,
  none: { programs: {} },
};

/** Which distribution an image is made of: a release of busybox, or else the shell, tells it, unless the description does. */
export function distributionOf({ distribution, busybox, shell = 'ash' }: Partial<ImageDescription>): DistributionName {
  if (shell === 'none') return 'none';
  if (distribution) return distribution;
  if (shell !== 'ash') return 'debian';
  return busybox === undefined ? 'alpine' : 'busybox';
}

/** Directories of a distribution that are links, and where they lead. */
export function linksOf(name: DistributionName): Readonly<Record<string, string>> {
  return DISTRIBUTIONS[name].links ?? {};
}

/** Each program of a distribution and its path; of those of BusyBox, what a release had. */
export function pathsOf(name: DistributionName, release?: string): ReadonlyMap<string, string> {
  return release === undefined ? allPaths(name) : pathsIn(name, release);
}

const allPaths = remembered((name: string): ReadonlyMap<string, string> => {
  const { programs } = DISTRIBUTIONS[name as DistributionName];
  const paths = new Map<string, string>();
  for (const [directory, names] of Object.entries(programs))
    for (const each of names.split(' ')) if (!paths.has(each)) paths.set(each, `${directory}/${each}`);
  return paths;
});

function pathsIn(name: DistributionName, release: string): ReadonlyMap<string, string> {
  const later = Object.entries(DISTRIBUTIONS[name].since ?? {}).filter(([since]) => isBefore(release, since));
  const absent = new Set(later.flatMap(([, names]) => names.split(' ')));
  return new Map([...allPaths(name)].filter(([each]) => !absent.has(each)));
}

/** `1.28` is before `1.31.1`. */
function isBefore(a: string, b: string): boolean {
  const [first, second] = [a, b].map((release) => release.split('.').map(Number));
  const [major = 0, minor = 0] = first!;
  const [otherMajor = 0, otherMinor = 0] = second!;
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
