/** Which programs an image has besides its own, and where. */
export interface Distribution {
  /** Directory to names, separated by spaces. */
  readonly programs: Readonly<Record<string, string>>;
  /** Release to the names that came with it; names that are in no release have always been there. */
  readonly since?: Readonly<Record<string, string>>;
  /** Directories that are another one. */
  readonly links?: Readonly<Record<string, string>>;
}

/** Since Debian 12 and Fedora 17 /bin and /sbin are those of /usr. */
export const MERGED_USR: Readonly<Record<string, string>> = { '/bin': 'usr/bin', '/sbin': 'usr/sbin' };

/** The programs of packages, in /usr/bin, or in /usr/sbin where `sbin/` stands before them. */
export function ofPackages(...packages: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> {
  const names = packages.flatMap((each) => Object.values(each)).flatMap((words) => words.split(' '));
  const [sbin, bin] = [names.filter(isSbin), names.filter((name) => !isSbin(name))];
  return { '/usr/bin': bin.join(' '), '/usr/sbin': sbin.map((name) => name.slice(SBIN.length)).join(' ') };
}

const SBIN = 'sbin/';
const isSbin = (name: string): boolean => name.startsWith(SBIN);
