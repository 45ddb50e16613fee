import type { Task } from '../../kernel';
import type { Applet, Call } from './call';
import { readWhole } from './read';

/**
 * Files here are text, and nobody looks at their length to the byte: what is "compressed" is the text behind the magic number of
 * gzip. Each reads what the other has written, and refuses what is no archive, as the real one does.
 */
const MAGIC = '\x1f\x8b\b\0';

export function compress(text: string): string {
  return MAGIC + text;
}

/** What was compressed, of all members one after the other; undefined where it is no archive. */
export function decompress(data: string): string | undefined {
  return data.startsWith(MAGIC) ? data.split(MAGIC).join('') : undefined;
}

const OPEN = { busybox: '%s', gnu: '%s' };

/** gzip(1), gunzip(1) and zcat(1). */
export const gzip: Applet = function* (call) {
  const letters = '123456789cdfhkntqvlrS:';
  const { rest, has } = call.options(
    `${letters} decompress|d uncompress|d stdout|c to-stdout|c force|f keep|k quiet|q test|t fast|1 best|9 no-name|n`,
  );
  for (const letter of 'lrSvh') if (has(letter)) call.notImplemented(`-${letter}`);
  const zcat = call.name === 'zcat';
  const job: Job = {
    unpacks: has('d') || has('t') || zcat || call.name === 'gunzip',
    toStdout: has('c') || zcat,
    tests: has('t'),
    keeps: has('k'),
    forces: has('f'),
  };
  const paths = rest.length > 0 ? rest : ['-'];
  let status = 0;
  const unread = yield* call.eachPath(paths, OPEN, function* (path) {
    const code = CODES[yield* work(call, path, job)];
    if (status !== 1 && code !== 0) status = code;
  });
  return unread || status;
};

type Outcome = 'done' | 'failed' | 'warned';
/** The worst counts: a failure is 1, a mere warning 2. */
const CODES: Readonly<Record<Outcome, number>> = { done: 0, warned: 2, failed: 1 };

interface Job {
  readonly unpacks: boolean;
  readonly toStdout: boolean;
  readonly tests: boolean;
  readonly keeps: boolean;
  readonly forces: boolean;
}

function* work(call: Call, path: string, job: Job): Task<Outcome> {
  const busybox = call.flavour === 'busybox';
  const target = targetOf(path, job);
  const { fs } = call.proc;
  if (target === undefined) {
    if (!busybox && !fs.exists(call.proc.path(path))) return failed(call, `${path}.gz: No such file or directory`);
    fs.stat(call.proc.path(path));
    return busybox
      ? failed(call, `${path}: unknown suffix - ignored`)
      : warned(call, `${path}: unknown suffix -- ignored`);
  }
  const input = yield* readWhole(call, path);
  const output = job.unpacks ? decompress(input) : compress(input);
  if (output === undefined) {
    if (busybox) return failed(call, 'invalid magic');
    call.err(`\ngzip: ${path === '-' ? 'stdin' : path}: not in gzip format\n`);
    return 'failed';
  }
  if (job.tests) return 'done';
  if (target !== '-') return replace(call, path, target, output, job);
  call.out(output);
  return 'done';
}

/** Where the result goes: `-` is stdout. */
function targetOf(path: string, { unpacks, toStdout, tests }: Job): string | undefined {
  if (path === '-' || toStdout || tests) return '-';
  if (!unpacks) return `${path}.gz`;
  if (/\.tgz$/.test(path)) return path.replace(/\.tgz$/, '.tar');
  return /\.g?z$/.test(path) ? path.replace(/\.g?z$/, '') : undefined;
}

function replace(call: Call, path: string, target: string, data: string, { keeps, forces }: Job): Outcome {
  const { fs } = call.proc;
  const [from, to] = [call.proc.path(path), call.proc.path(target)];
  if (fs.exists(to) && !forces) {
    if (call.flavour === 'busybox') return failed(call, `can't open '${target}': File exists`);
    return warned(call, `${target} already exists;\tnot overwritten`);
  }
  const { mode, mtimeMs } = fs.stat(from);
  fs.writeFile(to, data, { mode: mode & 0o777 });
  fs.setTime(to, mtimeMs);
  if (!keeps) fs.remove(from);
  return 'done';
}

/** gunzip and zcat of GNU are scripts around gzip, which speaks. */
function tell(call: Call, message: string): void {
  call.err(`${call.flavour === 'gnu' ? 'gzip' : call.name}: ${message}\n`);
}

function failed(call: Call, message: string): Outcome {
  tell(call, message);
  return 'failed';
}

function warned(call: Call, message: string): Outcome {
  tell(call, message);
  return 'warned';
}
