import { sleep, type Task } from '../../kernel';
import { goDialError, goHttpError, httpRequest, NetError } from '../network';
import { NotImplementedError, type Proc } from '../process';

const TIMEOUT_MS = 10_000;
const EVERY_MS = 1000;

interface CommandLine {
  readonly waits: readonly string[];
  readonly timeoutMs: number;
  readonly everyMs: number;
  readonly command: readonly string[];
}

/**
 * `dockerize -wait tcp://db:5432 [-timeout 60s] [COMMAND]` of github.com/jwilder/dockerize: waits for ports and answers, then becomes
 * the command. It asks all at once; here one after the other, which ends at the same time.
 */
export function* dockerize(proc: Proc): Task<number> {
  const { waits, timeoutMs, everyMs, command } = read(proc);
  const untilMs = proc.kernel.now + timeoutMs;
  for (const url of waits) {
    if (!/^(?:tcp[46]?|https?):\/\//.test(url) || !URL.canParse(url)) {
      proc.stderr.write(`invalid host protocol provided: ${url}. supported protocols are: tcp, tcp4, tcp6 and http\n`);
      return 1;
    }
    proc.stderr.write(`Waiting for: ${url}\n`);
    if (yield* isReached(proc, new URL(url), everyMs, untilMs)) continue;
    const list = waits.join(' ');
    proc.stderr.write(`Timeout after ${timeoutMs / 1000}s waiting on dependencies to become available: [${list}]\n`);
    return 1;
  }
  return command.length === 0 ? 0 : yield* proc.exec(command);
}

function* isReached(proc: Proc, url: URL, everyMs: number, untilMs: number): Task<boolean> {
  for (;;) {
    const problem = yield* ask(proc, url, untilMs - proc.kernel.now);
    const leftMs = untilMs - proc.kernel.now;
    if (problem === undefined) return true;
    proc.stderr.write(`${problem}. Sleeping ${everyMs / 1000}s\n`);
    yield* sleep(Math.max(0, Math.min(everyMs, leftMs)));
    if (leftMs <= everyMs) return false;
  }
}

/** What was wrong; undefined when the port is open, or the answer good. */
function* ask(proc: Proc, url: URL, patienceMs: number): Task<string | undefined> {
  const { network } = proc.net;
  const host = url.hostname;
  if (url.protocol === 'http:' || url.protocol === 'https:') {
    const scheme = url.protocol === 'https:' ? 'https' : 'http';
    const port = Number(url.port) || (scheme === 'https' ? 443 : 80);
    const path = `${url.pathname}${url.search}`;
    const answer = yield* httpRequest(network, proc.net, { scheme, host, port, path, timeoutMs: patienceMs });
    if (answer instanceof NetError)
      return `Problem with request: ${goHttpError(answer, { method: 'Get', url: url.href })}`;
    if (answer.status >= 200 && answer.status < 300) return undefined;
    return `Received ${answer.status} from ${url.href}`;
  }
  const resolved = yield* network.resolve(proc.net, host);
  if (resolved instanceof NetError) return `Problem with dial: ${goDialError(resolved)}`;
  const connection = yield* network.connect(proc.net, resolved.addresses[0]!, Number(url.port), patienceMs);
  if (connection instanceof NetError) return `Problem with dial: ${goDialError(connection)}`;
  connection.close();
  proc.stderr.write(`Connected to ${url.href}\n`);
  return undefined;
}

/** Flags of Go: one dash or two, the value after a space or `=`; what follows them is the command. */
function read(proc: Proc): CommandLine {
  const words = proc.argv.slice(1);
  const values: Record<string, string[]> = {};
  while (words[0]?.startsWith('-')) {
    const [, name = '', given] = /^--?([^=]*)(?:=(.*))?$/s.exec(words.shift() ?? '') ?? [];
    if (name === 'template') throw new NotImplementedError('dockerize -template', proc.name);
    if (name === 'no-overwrite' || name === 'poll' || name === 'skip-tls-verify') continue;
    values[name] = [...(values[name] ?? []), given ?? words.shift() ?? ''];
  }
  return {
    waits: values['wait'] ?? [],
    timeoutMs: durationMs(values['timeout']?.at(-1)) ?? TIMEOUT_MS,
    everyMs: durationMs(values['wait-retry-interval']?.at(-1)) ?? EVERY_MS,
    command: words,
  };
}

/** Go's `1m30s`; undefined when it is none. */
function durationMs(text: string | undefined): number | undefined {
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$/.exec(text ?? '');
  if (!parts || !text) return undefined;
  const [hours = 0, minutes = 0, seconds = 0, ms = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}
