/** Signals by their number on Linux (signal(7)). */
export const SIGNAL_NUMBERS = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
} as const;

/** A signal without its `SIG`: `TERM`, `KILL`, `QUIT` … */
export type SignalName = keyof typeof SIGNAL_NUMBERS;

const NAMES = Object.keys(SIGNAL_NUMBERS) as SignalName[];
const IGNORED_BY_DEFAULT: ReadonlySet<SignalName> = new Set(['CHLD', 'CONT', 'URG', 'WINCH']);
const STOPS: ReadonlySet<SignalName> = new Set(['STOP', 'TSTP', 'TTIN', 'TTOU']);

/** What a signal does to a process that says nothing about it. */
export function defaultAction(signal: SignalName): 'ignore' | 'stop' | 'terminate' {
  if (IGNORED_BY_DEFAULT.has(signal)) return 'ignore';
  return STOPS.has(signal) ? 'stop' : 'terminate';
}

/** The signal of a name (`TERM`, `SIGTERM`, `sigterm`) or number, undefined if there is none. */
export function parseSignal(text: string): SignalName | undefined {
  if (/^\d+$/.test(text)) return signalOfNumber(Number(text));
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (name === 'POLL') return 'IO';
  return NAMES.find((known) => known === name);
}

export function signalOfNumber(number: number): SignalName | undefined {
  return NAMES.find((name) => SIGNAL_NUMBERS[name] === number);
}

/** The exit status that a shell and the kubelet see for a process that died of a signal. */
export function exitCodeOfSignal(signal: SignalName): number {
  return 128 + SIGNAL_NUMBERS[signal];
}
