import type { Task } from '../../../kernel';
import type { Proc } from '../../process';
import { readAll } from '../../stream';
import type { Invocation } from '../invocation';
import { answerTo, dialogue, type Failure, type Place, type Talk } from './dialogue';
import { readOptions } from './options';

/** mongosh: serverSelectionTimeoutMS for one host. */
const TIMEOUT_MS = 2000;

const OPTIONS = {
  host: { type: 'string' },
  port: { type: 'string' },
  username: { type: 'string', short: 'u' },
  password: { type: 'string', short: 'p' },
  eval: { type: 'string', multiple: true },
  file: { type: 'string', short: 'f' },
} as const;

/** `mongosh [URI | --host HOST --port PORT] --eval …`: whether the server takes connections, and that it answers pings. */
export function* mongosh(proc: Proc): Task<number> {
  const place = mongoPlace(proc);
  const failure = yield* dialogue(proc, place, accepts);
  if (failure) {
    proc.stderr.write(`MongoNetworkError: ${complaintOf(place, failure)}\n`);
    return 1;
  }
  const options = readOptions(proc.argv.slice(1), OPTIONS);
  const scripts = options.count('eval') > 0 ? options.texts('eval') : [yield* readAll(proc.stdin)];
  for (const script of scripts) {
    const ping = /\bping\b.*?(\.ok)?\W*$/s.exec(script);
    if (ping) proc.stdout.write(ping[1] ? '1\n' : '{ ok: 1 }\n');
    else answerTo(proc, script, { ofConstant: () => '', areQuiet: true });
  }
  return 0;
}

function complaintOf({ host, port }: Place, { error, address = host }: Failure): string {
  const kind = error === 'lost' ? undefined : error.kind;
  if (kind === 'name') return `getaddrinfo ENOTFOUND ${host}`;
  if (kind === 'timeout') return 'connection timed out';
  return `connect ECONNREFUSED ${address}:${port}`;
}

/** A URI, `host[:port][/database]` or options say where. */
export function mongoPlace(proc: Invocation): Place {
  const options = readOptions(proc.argv.slice(1), OPTIONS);
  const uri = /^(?:mongodb:\/\/(?:[^@/]*@)?)?([^:/,]+)(?::(\d+))?(?:[,/?].*)?$/.exec(
    options.text('host') ?? options.rest.find((word) => /[:/]/.test(word)) ?? '',
  );
  return {
    host: uri?.[1],
    port: Number(options.text('port') ?? uri?.[2] ?? 27017),
    timeoutMs: TIMEOUT_MS,
  };
}

/** The server lets the client speak first; that it takes the connection is all that is asked. */
const accepts: Talk = function* () {
  return true;
};
