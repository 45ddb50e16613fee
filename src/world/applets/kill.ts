import { type Proc, parseSignal, SIGNAL_NUMBERS, type SignalName, signalOfNumber } from '../process';
import { type Applet, type Call, UsageError } from './call';

/** A signal by name or number; undefined is 0, which only asks. */
function signalArgument(text: string): SignalName | undefined {
  if (text === '0') return undefined;
  const signal = parseSignal(text);
  if (!signal) throw new UsageError(`bad signal name '${text}'`);
  return signal;
}

/** The signal of `-9`, `-TERM`, `-s TERM`, and the other words. */
function signalAndRest(call: Call): { signal: SignalName | undefined; rest: string[] } {
  const [first = '', ...rest] = call.args;
  if (first === '-s') return { signal: signalArgument(rest[0] ?? ''), rest: rest.slice(1) };
  if (/^-([A-Z]|\d)/.test(first)) return { signal: signalArgument(first.slice(1)), rest };
  return { signal: 'TERM', rest: [...call.args] };
}

/** `kill -l`: the list, or the names of numbers. */
function signalList(words: readonly string[]): string {
  if (words.length > 0) return words.map((word) => `${signalOfNumber(Number(word) % 128) ?? word}\n`).join('');
  return Object.entries(SIGNAL_NUMBERS)
    .map(([name, number]) => `${String(number).padStart(2)}) ${name}\n`)
    .join('');
}

export const kill: Applet = function* (call) {
  if (call.args[0] === '-l') {
    call.out(signalList(call.args.slice(1)));
    return 0;
  }
  const { signal, rest } = signalAndRest(call);
  if (rest.length === 0)
    return call.flavour === 'busybox' ? call.complain('you need to specify whom to kill') : call.usage();
  let status = 0;
  for (const word of rest.filter((w) => w !== '--')) {
    const target = call.proc.namespace.find(Math.abs(Number(word)));
    if (!target) status = call.complain(`can't kill pid ${word}: No such process`);
    else if (signal) target.signal(signal);
  }
  return status;
};

function namesakes(proc: Proc, matches: (other: Proc) => boolean): Proc[] {
  return proc.namespace.list().filter((other) => other !== proc && matches(other));
}

export const killall: Applet = function* (call) {
  const { signal, rest } = signalAndRest(call);
  const names = rest.filter((word) => !word.startsWith('-'));
  if (names.length === 0)
    return call.flavour === 'busybox' ? call.complain('you need to specify whom to kill') : call.usage();
  let status = 0;
  for (const name of names) {
    const found = namesakes(call.proc, (other) => other.comm === name);
    if (found.length === 0) status = rest.includes('-q') ? 1 : call.complain(`${name}: no process killed`);
    if (signal) for (const proc of found) proc.signal(signal);
  }
  return status;
};

function matching(call: Call, words: readonly string[]): Proc[] {
  const full = words.some((word) => /^-[a-z]*f/.test(word));
  const exact = words.some((word) => /^-[a-z]*x/.test(word));
  const unknown = words.find((word) => word.startsWith('-') && !/^-[flxaon]+$/.test(word));
  if (unknown) call.notImplemented(unknown);
  const pattern = words.find((word) => !word.startsWith('-')) ?? call.usage('no matching criteria specified');
  const expression = new RegExp(exact ? `^(?:${pattern})$` : pattern);
  const found = namesakes(call.proc, (other) => expression.test(full ? other.argv.join(' ') : other.comm));
  // -o is the oldest, -n the newest.
  if (words.some((word) => /^-[a-z]*o/.test(word))) return found.slice(0, 1);
  return words.some((word) => /^-[a-z]*n/.test(word)) ? found.slice(-1) : found;
}

export const pkill: Applet = function* (call) {
  const { signal, rest } = signalAndRest(call);
  const found = matching(call, rest);
  if (signal) for (const proc of found) proc.signal(signal);
  return found.length > 0 ? 0 : 1;
};

export const pgrep: Applet = function* (call) {
  const found = matching(call, call.args);
  const long = call.args.some((word) => /^-[a-z]*l/.test(word));
  const all = call.args.some((word) => /^-[a-z]*a/.test(word));
  for (const proc of found) call.out(`${proc.pid}${all ? ` ${proc.argv.join(' ')}` : long ? ` ${proc.comm}` : ''}\n`);
  return found.length > 0 ? 0 : 1;
};

export const pidof: Applet = function* (call) {
  const { rest, has } = call.options('so:');
  const names = rest.map((name) => name.slice(name.lastIndexOf('/') + 1));
  let found = namesakes(call.proc, (other) => names.includes(other.comm));
  if (has('s')) found = found.slice(0, 1);
  if (found.length === 0) return 1;
  call.out(
    `${found
      .map((proc) => proc.pid)
      .reverse()
      .join(' ')}\n`,
  );
  return 0;
};
