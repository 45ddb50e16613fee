import { sleep, type Task } from '../../kernel';
import type { Proc } from '../process';
import { takesConnection } from './reachable';

const TIMEOUT_SECONDS = 15;
/** What timeout(1) ends with. */
const TIMED_OUT = 124;
const EVERY_MS = 1000;

interface CommandLine {
  readonly host: string;
  readonly port: number;
  readonly timeoutSeconds: number;
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly command: readonly string[];
}

/** `wait-for-it.sh HOST:PORT [-s] [-t SECONDS] [-- COMMAND]` of github.com/vishnubob/wait-for-it: tries a port every second. */
export function* waitForIt(proc: Proc): Task<number> {
  const name = (proc.argv[0] ?? '').split('/').pop();
  const line = read(proc.argv.slice(1));
  const say = (text: string) => line?.quiet || proc.stderr.write(`${name}: ${text}\n`);
  if (!line) {
    proc.stderr.write('Error: you need to provide a host and port to test.\n');
    return 1;
  }
  const where = `${line.host}:${line.port}`;
  const { timeoutSeconds } = line;
  say(timeoutSeconds > 0 ? `waiting ${timeoutSeconds} seconds for ${where}` : `waiting for ${where} without a timeout`);
  const startMs = proc.kernel.now;
  const untilMs = timeoutSeconds > 0 ? startMs + timeoutSeconds * 1000 : Number.POSITIVE_INFINITY;
  const isThere = yield* isReached(proc, line, untilMs);
  if (isThere) say(`${where} is available after ${Math.floor((proc.kernel.now - startMs) / 1000)} seconds`);
  else say(`timeout occurred after waiting ${timeoutSeconds} seconds for ${where}`);
  if (line.command.length === 0) return isThere ? 0 : TIMED_OUT;
  if (isThere || !line.strict) return yield* proc.exec(line.command);
  say('strict mode, refusing to execute subprocess');
  return TIMED_OUT;
}

/** Whether the port opens before that moment. */
function* isReached(proc: Proc, { host, port }: CommandLine, untilMs: number): Task<boolean> {
  for (;;) {
    if (yield* takesConnection(proc, host, port, untilMs - proc.kernel.now)) return true;
    const leftMs = untilMs - proc.kernel.now;
    yield* sleep(Math.max(0, Math.min(EVERY_MS, leftMs)));
    if (leftMs <= EVERY_MS) return false;
  }
}

/** Which port a command line waits for. */
export function waitForItPlace({ argv }: Pick<Proc, 'argv'>): { host: string; port: number } | undefined {
  return read(argv.slice(1));
}

function read(args: readonly string[]): CommandLine | undefined {
  const end = args.indexOf('--');
  const words = (end < 0 ? args : args.slice(0, end)).flatMap((word) =>
    word.startsWith('--') && word.includes('=')
      ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]
      : [word],
  );
  const after = (...names: string[]) => words.find((_, i) => names.includes(words[i - 1] ?? ''));
  const [host = after('-h', '--host'), port = after('-p', '--port')] =
    words.find((word) => /^[^-:]+:\d+$/.test(word))?.split(':') ?? [];
  if (!host || !port) return undefined;
  return {
    host,
    port: Number(port),
    timeoutSeconds: Number(after('-t', '--timeout') ?? TIMEOUT_SECONDS),
    strict: words.includes('-s') || words.includes('--strict'),
    quiet: words.includes('-q') || words.includes('--quiet'),
    command: end < 0 ? [] : args.slice(end + 1),
  };
}
