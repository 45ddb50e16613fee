import type { Task } from '../../kernel';
import type { Applet, Call } from './call';
import { readWhole } from './files';

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
  const worked = yield* call.eachPath(paths, OPEN, function* (path) {
    if (!(yield* work(call, path, job))) status = 1;
  });
  return status || worked;
};

interface Job {
  readonly unpacks: boolean;
  readonly toStdout: boolean;
  readonly tests: boolean;
  readonly keeps: boolean;
  readonly forces: boolean;
}

function* work(call: Call, path: string, job: Job): Task<boolean> {
  const target = targetOf(path, job);
  if (target === undefined)
    return refused(call, `${path}: unknown suffix${call.flavour === 'gnu' ? ' -- ignored' : ' - ignored'}`);
  const input = yield* readWhole(call, path);
  const output = job.unpacks ? decompress(input) : compress(input);
  if (output === undefined) {
    const gnu = `\ngzip: ${path === '-' ? 'stdin' : path}: not in gzip format\n`;
    if (call.flavour === 'busybox') return refused(call, 'invalid magic');
    call.err(gnu);
    return false;
  }
  if (job.tests) return true;
  if (target === '-') call.out(output);
  else return replace(call, path, target, output, job);
  return true;
}

/** Where the result goes: `-` is stdout. */
function targetOf(path: string, { unpacks, toStdout, tests }: Job): string | undefined {
  if (path === '-' || toStdout || tests) return '-';
  if (!unpacks) return `${path}.gz`;
  if (/\.tgz$/.test(path)) return path.replace(/\.tgz$/, '.tar');
  return /\.g?z$/.test(path) ? path.replace(/\.g?z$/, '') : undefined;
}

function replace(call: Call, path: string, target: string, data: string, { keeps, forces }: Job): boolean {
  const { fs } = call.proc;
  const [from, to] = [call.proc.path(path), call.proc.path(target)];
  if (fs.exists(to) && !forces) {
    if (call.flavour === 'busybox') return refused(call, `can't open '${target}': File exists`);
    call.err(`gzip: ${target} already exists;	not overwritten\n`);
    return false;
  }
  const { mode, mtimeMs } = fs.stat(from);
  fs.writeFile(to, data, { mode: mode & 0o777 });
  fs.setTime(to, mtimeMs);
  if (!keeps) fs.remove(from);
  return true;
}

function refused(call: Call, message: string): false {
  call.complain(message);
  return false;
}
