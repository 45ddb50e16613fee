import { createHash } from 'node:crypto';
import type { Applet } from './call';
import { readWhole } from './files';

const OPEN = { busybox: "can't open '%s'", gnu: '%s' };

export const base64: Applet = function* (call) {
  const { rest, has, value } = call.options('dw: decode|d wrap=w');
  const text = yield* readWhole(call, rest[0] ?? '-');
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
    const { rest, has } = call.options('csw');
    if (has('c')) call.notImplemented('-c');
    return yield* call.eachPath(rest.length > 0 ? rest : ['-'], OPEN, function* (path) {
      const hash = createHash(algorithm)
        .update(yield* readWhole(call, path))
        .digest('hex');
      call.out(`${hash}  ${path}\n`);
    });
  };

export const md5sum = checksum('md5');
export const sha1sum = checksum('sha1');
export const sha256sum = checksum('sha256');
export const sha512sum = checksum('sha512');
