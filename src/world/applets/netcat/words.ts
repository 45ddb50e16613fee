import type { Task } from '../../../kernel';
import { type BindError, type Endpoint, NetError } from '../../network';
import type { Call } from '../call';

/** What a command line of nc asks for. Its flavours are nc of BusyBox and, `gnu`, OpenBSD's, which distributions and agnhost have. */
export interface Wish {
  readonly udp: boolean;
  /** Whom it connects to. */
  readonly host: string;
  /** There, or here when it listens. */
  readonly port: number;
  /** Its own port as a client; 0: any. */
  readonly fromPort: number;
  /** Infinity: for ever. */
  readonly timeoutMs: number;
  /** How many `-v`. */
  readonly verbose: number;
  /** `-z`: it only tries. */
  readonly tries: boolean;
  /** `-k`, `-ll`: it goes on with the next client. */
  readonly again: boolean;
  /** `-q`: how long it stays when stdin has ended. */
  readonly staysMs: number;
  /** `-W`: after so many datagrams it ends. */
  readonly datagrams: number;
}

/** The host's address. @returns undefined when there is none; that is said */
export function* resolved(call: Call, { host, port }: Wish): Task<string | undefined> {
  const { net } = call.proc;
  const found = yield* net.network.resolve(net, host);
  if (!(found instanceof NetError)) return found.addresses[0];
  call.complain(
    call.flavour === 'busybox'
      ? `bad address '${host}'`
      : `getaddrinfo for host "${host}" port ${port}: Name or service not known`,
  );
  return undefined;
}

/** A connection is there; a datagram has found no refusal. */
export function succeeded(call: Call, { verbose, host, port, udp }: Wish, ip: string): void {
  if (verbose === 0) return;
  call.err(
    call.flavour === 'busybox'
      ? `${host} (${ip}:${port}) open\n`
      : `Connection to ${named(host, ip)} ${port} port [${udp ? 'udp' : 'tcp'}/*] succeeded!\n`,
  );
}

/** BusyBox says that it was refused only with a second `-v`. */
export function dialFailed(call: Call, { verbose, host, port, udp }: Wish, ip: string, error: NetError): void {
  if (verbose === 0) return;
  if (call.flavour === 'busybox') {
    if (verbose > 1 || error.kind !== 'refused') call.complain(`${host} (${ip}:${port}): ${error.message}`);
    return;
  }
  // A select that runs out leaves the error of the connect, which is under way (netcat.c, connect_with_timeout).
  const how = error.kind === 'timeout' ? 'timed out: Operation now in progress' : `failed: ${error.message}`;
  call.complain(`connect to ${named(host, ip)} port ${port} (${udp ? 'udp' : 'tcp'}) ${how}`);
}

/** The port can't be had. @returns the exit code */
export function notBound(call: Call, { text }: BindError): number {
  return call.complain(call.flavour === 'busybox' ? `bind: ${text}` : text);
}

/** BusyBox takes IPv6 sockets, which show addresses of IPv4 as mapped ones. */
export function bound(call: Call, { verbose, port, udp }: Wish): void {
  if (verbose === 0) return;
  if (call.flavour === 'busybox') call.err(`listening on [::]:${port} ...\n`);
  else call.err(`${udp ? 'Bound' : 'Listening'} on 0.0.0.0 ${port}\n`);
}

/** Somebody has connected. */
export function received(call: Call, { verbose, port }: Wish, from: Endpoint): void {
  if (verbose === 0) return;
  if (call.flavour === 'busybox') {
    const client = `[::ffff:${from.ip}]:${from.port}`;
    call.err(`connect to [::ffff:${call.proc.net.ip}]:${port} from ${client} (${client})\n`);
  } else call.err(`Connection received on ${from.ip} ${from.port}\n`);
}

function named(host: string, ip: string): string {
  return host === ip ? host : `${host} (${ip})`;
}
