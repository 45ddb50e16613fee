import type { Applet } from './call';
import { readWhole } from './read';

const REFERENCE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** envsubst of gettext, which the images of nginx have: `$NAME` and `${NAME}` become what the environment has, or nothing. */
export const envsubst: Applet = function* (call) {
  const { rest, has } = call.options('v variables|v');
  if (rest.length > 1) return call.complain('too many arguments');
  const [format] = rest;
  const named = format === undefined ? undefined : namesIn(format);
  if (has('v')) {
    if (!named) return call.complain('missing arguments');
    call.out([...named].map((name) => `${name}\n`).join(''));
    return 0;
  }
  const text = yield* readWhole(call, '-');
  call.out(
    text.replace(REFERENCE, (whole, braced: string | undefined, bare: string) => {
      const name = braced ?? bare;
      return named && !named.has(name) ? whole : (call.proc.env[name] ?? '');
    }),
  );
  return 0;
};

function namesIn(format: string): Set<string> {
  return new Set([...format.matchAll(REFERENCE)].map(([, braced, bare]) => braced ?? bare ?? ''));
}
