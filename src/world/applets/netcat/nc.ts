import { type Applet, Call, UsageError } from '../call';
import { connectTcp, listenTcp } from './tcp';
import { connectUdp, listenUdp } from './udp';
import type { Wish } from './words';

/** What OpenBSD's nc has besides; `-t` answers telnet negotiations, of which there are none. */
const OPTIONS = { busybox: 'lkzvnp:w:i:s:u', gnu: 'lkzvnp:w:i:s:ut4q:W:' };

/**
 * nc: connects, `-z` only tries, `-l -p PORT` listens once, `-ll` again and again, `-e PROG` serves each connection, `-u` does
 * with datagrams what can be done with them.
 */
export const nc: Applet = function* (call) {
  const at = call.args.findIndex((arg) => /^-\w*e$/.test(arg));
  const command = at < 0 ? undefined : call.args.slice(at + 1);
  // `-lke PROG`: the letters before it are options of nc.
  const own = at < 0 ? call.args : [...call.args.slice(0, at), ...lettersOf(call.args[at]!)];
  const inner = new Call(call.proc, call.name, own, call.flavour);
  const { rest, has, value, values } = inner.options(OPTIONS[call.flavour]);
  const seconds = (name: string) => (has(name) ? Number(value(name)) * 1000 : Number.POSITIVE_INFINITY);
  const listens = has('l');
  if (!listens && (rest[0] === undefined || rest[1] === undefined)) throw new UsageError('missing host and port');
  const wish: Wish = {
    udp: has('u'),
    host: rest[0] ?? '',
    port: Number(listens ? (value('p') ?? rest.at(-1)) : rest[1]),
    fromPort: Number(value('p') ?? 0),
    timeoutMs: seconds('w'),
    verbose: values('v').length,
    tries: has('z'),
    again: has('k') || values('l').length > 1,
    staysMs: seconds('q'),
    datagrams: Number(value('W') ?? Number.POSITIVE_INFINITY),
  };
  if (wish.udp) return yield* listens ? listenUdp(call, wish, command) : connectUdp(call, wish, command);
  if (has('q')) call.notImplemented('-q without -u');
  return yield* listens ? listenTcp(call, wish, command) : connectTcp(call, wish);
};

function lettersOf(option: string): string[] {
  return option === '-e' ? [] : [option.slice(0, -1)];
}
