import type { Task } from '../../../kernel';
import { FsError } from '../../files';
import { openForReading, type Proc } from '../../process';
import { readAll } from '../../stream';
import type { Invocation } from '../invocation';
import { answerTo, dialogue, type Place, timeoutOf } from './dialogue';
import { complaintOf, nameOf, placeOf, startup } from './libpq';
import { type Options, readOptions } from './options';

/** pg_isready: `-t`, 3 s unless said otherwise; 0 waits as long as it takes. */
const READY_TIMEOUT_SECONDS = '3';
/** What psql ends with (postgresql.org, psql, Exit Status). */
const FATAL = 1;
const NO_CONNECTION = 2;

/** Options with a value; psql has more letters for some. */
const PLACE = {
  host: { type: 'string', short: 'h' },
  port: { type: 'string', short: 'p' },
  username: { type: 'string', short: 'U' },
  dbname: { type: 'string', short: 'd' },
} as const;
const READY = { ...PLACE, timeout: { type: 'string', short: 't' } } as const;
const PSQL = {
  ...PLACE,
  command: { type: 'string', short: 'c', multiple: true },
  file: { type: 'string', short: 'f' },
  variable: { type: 'string', short: 'v' },
  'log-file': { type: 'string', short: 'L' },
  output: { type: 'string', short: 'o' },
  'field-separator': { type: 'string', short: 'F' },
  'record-separator': { type: 'string', short: 'R' },
  pset: { type: 'string', short: 'P' },
  'table-attr': { type: 'string', short: 'T' },
  'no-align': { type: 'boolean', short: 'A' },
  'tuples-only': { type: 'boolean', short: 't' },
  quiet: { type: 'boolean', short: 'q' },
  list: { type: 'boolean', short: 'l' },
} as const;

/** `pg_isready [-h HOST] [-p PORT] [-t SECONDS]`: 0 when the server accepts connections, 2 when nobody answers in time. */
export function* pgIsReady(proc: Proc): Task<number> {
  const options = readOptions(proc.argv.slice(1), READY);
  const timeoutMs = timeoutOf(options.text('timeout') ?? READY_TIMEOUT_SECONDS);
  const place = { ...placeOf(saidIn(options), proc.env), timeoutMs };
  const failure = yield* dialogue(proc, place, startup);
  proc.stdout.write(`${nameOf(place)} - ${failure ? 'no response' : 'accepting connections'}\n`);
  return failure ? 2 : 0;
}

/** `psql [-c STATEMENT | -f FILE] [DBNAME]`: whether the server takes connections, and what it answers to constants. */
export function* psql(proc: Proc): Task<number> {
  const options = readOptions(proc.argv.slice(1), PSQL);
  const place = placeOf(saidIn(options), proc.env);
  const failure = yield* dialogue(proc, place, startup);
  if (failure) return complain(proc, complaintOf(place, failure), NO_CONNECTION);
  const answers = {
    ofConstant: (constant: string) => table(constant, options.count('no-align') > 0, options.count('tuples-only') > 0),
    areQuiet: options.count('quiet') > 0,
  };
  try {
    for (const statement of yield* statements(proc, options))
      if (statement.trim() !== '\\q') proc.stdout.write(answerTo(proc, statement, answers));
    return 0;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return complain(proc, `${options.text('file')}: ${error.text}`, FATAL);
  }
}

/** Where a command line of psql or pg_isready asks. */
export function postgresPlace(proc: Invocation): Place {
  const known = proc.argv[0]?.endsWith('psql') ? PSQL : READY;
  return placeOf(saidIn(readOptions(proc.argv.slice(1), known)), proc.env);
}

/** The first other word is the name of the database. */
function saidIn(options: Options) {
  return {
    host: options.text('host'),
    port: options.text('port'),
    dbname: options.text('dbname') ?? options.rest[0],
  };
}

function* statements(proc: Proc, options: Options): Task<readonly string[]> {
  if (options.count('list') > 0) return ['\\l'];
  const file = options.text('file');
  if (options.count('command') > 0) return options.texts('command');
  const { input } = file === undefined ? { input: proc.stdin } : openForReading(proc, file);
  return input ? [yield* readAll(input)] : [];
}

function complain(proc: Proc, message: string, code: number): number {
  proc.stderr.write(`psql: error: ${message}\n`);
  return code;
}

/** As psql lays it out: aligned with a frame, or bare values. */
function table(constant: string, unaligned: boolean, bare: boolean): string {
  if (unaligned) return bare ? `${constant}\n` : `?column?\n${constant}\n(1 row)\n`;
  const row = `${constant.padStart(9)}\n`;
  return bare ? `${row}\n` : ` ?column? \n----------\n${row}(1 row)\n\n`;
}
