import { OrdinaryError } from '../../kernel';
/** What can go wrong between two programs, by the name of what the caller's system call would say. */
export type NetErrorKind =
  /** ECONNREFUSED: the machine is there, nothing listens. */
  | 'refused'
  /** Nobody answered in time. */
  | 'timeout'
  /** EHOSTUNREACH: nobody on the local network has that address. */
  | 'no-route'
  /** ENETUNREACH: no route leads there. */
  | 'unreachable'
  /** ECONNRESET: the other side threw the connection away. */
  | 'reset'
  /** The connection was closed before an answer came. */
  | 'eof'
  /** The name has no address. */
  | 'name'
  /** What came back is not what the protocol expects, such as plain HTTP where TLS was asked for. */
  | 'protocol';

/** At what point of the conversation it went wrong. */
export type NetPhase = 'lookup' | 'dial' | 'tls' | 'exchange';

const WORDS: Readonly<Record<NetErrorKind, string>> = {
  refused: 'Connection refused',
  timeout: 'Connection timed out',
  'no-route': 'No route to host',
  unreachable: 'Network is unreachable',
  reset: 'Connection reset by peer',
  eof: 'Unexpected end of file',
  name: 'Name does not resolve',
  protocol: 'Protocol error',
};

export interface NetErrorInfo {
  readonly phase: NetPhase;
  /** The address (or name, in phase `lookup`) that was tried. */
  readonly address: string;
  readonly port?: number;
  /** `ip:port` of the caller's end, once there was one. */
  readonly local?: string;
  /** What exactly was wrong with the answer, for `protocol`. */
  readonly detail?: string;
  /** Who refused: the name of the machine that had nothing listening, or `rules` when the sender's packet rules did. */
  readonly refusedBy?: string;
  /** Where the sender's packet rules had sent it: the endpoint of a Service. */
  readonly routedTo?: string;
  /** Who dropped it, in words that end a sentence; the caller can't know. */
  readonly droppedBy?: string;
  /** How long the caller has waited, in milliseconds. */
  readonly waitedMs?: number;
}

/** A failed connect, request, ping or lookup. It is returned, not thrown: on a network it is an ordinary outcome. */
export class NetError extends OrdinaryError {
  constructor(
    readonly kind: NetErrorKind,
    readonly info: NetErrorInfo,
  ) {
    super(WORDS[kind]);
    this.name = 'NetError';
  }

  get phase(): NetPhase {
    return this.info.phase;
  }

  /** What the caller is told, and who dropped its packets, which it is not told. */
  get explained(): string {
    const { droppedBy } = this.info;
    return droppedBy ? `${this.message} (dropped by ${droppedBy})` : this.message;
  }
}

/** What programs print for each error of bind(2), and its number (errno(3) of Linux). */
const BIND_ERRORS = {
  EACCES: { text: 'Permission denied', errno: 13 },
  EADDRINUSE: { text: 'Address already in use', errno: 98 },
} as const;

/** A port that can not be opened: thrown by `listen`, and by `bind` of UDP. `text` is what programs print. */
export class BindError extends OrdinaryError {
  readonly text: string;
  readonly errno: number;

  constructor(
    readonly code: keyof typeof BIND_ERRORS,
    readonly address: string,
    readonly port: number,
    readonly host: string,
    readonly protocol: 'tcp' | 'udp' = 'tcp',
  ) {
    const { text, errno } = BIND_ERRORS[code];
    super(`${host} can not open ${protocol} ${address}:${port}: ${text.toLowerCase()}`);
    this.name = 'BindError';
    this.text = text;
    this.errno = errno;
  }
}
