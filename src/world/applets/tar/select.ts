import { matches } from '../../../kernel';
import type { Member } from './archive';
import type { Job } from './tar';

/** Whether --exclude leaves a name out: a pattern may stand for the whole name, or for what begins after a slash. */
export function isExcluded(name: string, { options }: Job): boolean {
  const parts = name.split('/');
  const tails = parts.flatMap((_, from) =>
    parts
      .slice(from + 1)
      .map((__, i) => parts.slice(from, from + i + 1).join('/'))
      .concat(parts.slice(from).join('/')),
  );
  return options.values('exclude').some((pattern) => tails.some((tail) => matches(pattern, tail)));
}

/** The members that the words of the command line name, with all that is below them; and the words that name none. */
export function chosen(members: readonly Member[], job: Job): { wanted: Member[]; unknown: string[] } {
  const { rest } = job.options;
  const names = rest.map((word) => word.replace(/\/+$/, ''));
  const under = (name: string, word: string) => name === word || name.startsWith(`${word}/`);
  const named = names.length === 0 ? members : members.filter(({ name }) => names.some((word) => under(name, word)));
  return {
    wanted: named.filter(({ name }) => !isExcluded(name, job)),
    unknown: rest.filter((_, i) => !members.some(({ name }) => under(name, names[i]!))),
  };
}

/** What both flavours say of words that name nothing; the exit code. */
export function complainOfUnknown(
  call: { complain(text: string, code?: number): number; flavour: string },
  unknown: readonly string[],
): number {
  if (unknown.length === 0) return 0;
  for (const word of unknown)
    call.complain(call.flavour === 'busybox' ? `${word}: not found in archive` : `${word}: Not found in archive`);
  return call.flavour === 'busybox' ? 1 : call.complain('Exiting with failure status due to previous errors', 2);
}
