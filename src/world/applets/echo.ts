import type { Applet } from './call';
import { interpretEscapes } from './printf';

/** What echo prints. `always`: dash, which knows no options but -n and always interprets escapes. */
export function echoText(args: readonly string[], escapes: 'asked' | 'always'): string {
  let newline = true;
  let interpret = escapes === 'always';
  let first = 0;
  for (; first < args.length; first++) {
    const arg = args[first]!;
    if (!(escapes === 'always' ? /^-n$/ : /^-[neE]+$/).test(arg)) break;
    if (arg.includes('n')) newline = false;
    if (escapes === 'asked' && /[eE]/.test(arg)) interpret = arg.lastIndexOf('e') > arg.lastIndexOf('E');
  }
  const text = args.slice(first).join(' ');
  const done = interpret ? interpretEscapes(text, 'zero') : { text, stopped: false };
  return done.text + (newline && !done.stopped ? '\n' : '');
}

export const echo: Applet = function* (call) {
  call.out(echoText(call.args, 'asked'));
  return 0;
};
