import { createHash } from 'node:crypto';
import type { Task } from '../../kernel';
import { FsError } from '../files';
import type { Applet, Call } from './call';
import { readWhole } from './read';
import { linesOf } from './text';

const OPEN = { busybox: "can't open '%s'", gnu: '%s' };

export const base64: Applet = function* (call) {
  const { rest, has, value } = call.options('dw: decode|d wrap=w');
  let text = '';
  const status = yield* call.eachPath([rest[0] ?? '-'], { busybox: '%s', gnu: '%s' }, function* (path) {
    text = yield* readWhole(call, path);
  });
  if (status !== 0) return status;
  if (has('d')) {
    call.out(Buffer.from(text, 'base64').toString('utf8'));
    return 0;
  }
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  const width = Number(value('w') ?? 76);
  call.out(width === 0 ? encoded : encoded.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n'));
  return 0;
};

const checksum = (algorithm: string): Applet =>
  function* (call) {
    const { rest, has } = call.options('cswbt check|c status|s warn|w binary|b text|t');
    const paths = rest.length > 0 ? rest : ['-'];
    if (has('c')) return yield* checkFiles(call, algorithm, paths, has('s'));
    return yield* call.eachPath(paths, OPEN, function* (path) {
      call.out(`${yield* hashOf(call, algorithm, path)}  ${path}\n`);
    });
  };

function* hashOf(call: Call, algorithm: string, path: string): Task<string> {
  return createHash(algorithm)
    .update(yield* readWhole(call, path))
    .digest('hex');
}

/** `-c`: compares the files that a list names with the sums beside them. */
function* checkFiles(call: Call, algorithm: string, lists: readonly string[], silent: boolean): Task<number> {
  let failed = 0;
  let count = 0;
  const status = yield* call.eachPath(lists, { busybox: '%s', gnu: '%s' }, function* (list) {
    for (const line of linesOf(yield* readWhole(call, list))) {
      const [, sum, path] = /^(\S+) [ *](.*)$/.exec(line) ?? [];
      if (path === undefined) continue;
      count++;
      const good = (yield* sumOrNothing(call, algorithm, path)) === sum;
      if (!good) failed++;
      if (!silent) call.out(`${path}: ${good ? 'OK' : 'FAILED'}\n`);
    }
  });
  if (failed > 0 && !silent) {
    call.complain(
      call.flavour === 'busybox'
        ? `WARNING: ${failed} of ${count} computed checksums did NOT match`
        : `WARNING: ${failed} computed checksum${failed > 1 ? 's' : ''} did NOT match`,
    );
  }
  return failed > 0 ? 1 : status;
}

function* sumOrNothing(call: Call, algorithm: string, path: string): Task<string | undefined> {
  try {
    return yield* hashOf(call, algorithm, path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    call.complainAbout(error, path, OPEN.busybox, OPEN.gnu);
    return undefined;
  }
}

export const md5sum = checksum('md5');
export const sha1sum = checksum('sha1');
export const sha224sum = checksum('sha224');
export const sha256sum = checksum('sha256');
export const sha384sum = checksum('sha384');
export const sha512sum = checksum('sha512');
