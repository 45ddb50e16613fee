import { type Task, TIMED_OUT } from '../../../kernel';
import { type Connection, EOF, NetError } from '../../network';
import { NotImplementedError, type Proc } from '../../process';
import { isPipe } from '../../stream';

/** Where a client of a database looks for its server. */
export interface Place {
  /** As the command line names it; undefined is the socket on this machine. */
  readonly host: string | undefined;
  readonly port: number;
  /** For connection and answer together. */
  readonly timeoutMs: number;
}

/** How a conversation failed: an error of the network, or a connection that was there and whose answer did not come. */
export interface Failure {
  readonly error: NetError | 'lost';
  /** The address that the name had, where it had one. */
  readonly address?: string;
}

/** What a client says to know that its server is well. False: the answer did not come. */
export type Talk = (connection: Connection, read: () => Task<string | undefined>) => Task<boolean>;

/** Connects and talks; undefined when the server answered. */
export function* dialogue(proc: Proc, place: Place, talk: Talk): Task<Failure | undefined> {
  const { network } = proc.net;
  const deadlineMs = proc.kernel.now + place.timeoutMs;
  const leftMs = () => Math.max(0, deadlineMs - proc.kernel.now);
  const resolved = yield* network.resolve(proc.net, place.host ?? 'localhost');
  if (resolved instanceof NetError) return { error: resolved };
  const address = resolved.addresses[0]!;
  const connection = yield* network.connect(proc.net, address, place.port, leftMs());
  if (connection instanceof NetError) return { error: connection, address };
  const read = () => readText(connection, leftMs());
  try {
    return (yield* talk(connection, read)) ? undefined : { error: 'lost', address };
  } finally {
    connection.close();
  }
}

/** How a client prints what it is told. */
export interface Answers {
  /** The table with one constant: `SELECT 1`. */
  ofConstant(constant: string): string;
  /** Whether it prints nothing for statements that change something. */
  readonly areQuiet: boolean;
}

const CHANGES = /^\s*(?:alter|create|delete|drop|flush|grant|insert|set|update|use)\b/i;

/**
 * What a client prints for a statement. Only constants are known: nobody here keeps tables. What nobody reads does not matter.
 * @throws NotImplementedError when another program would read an answer that is not known
 */
export function answerTo(proc: Proc, statement: string, answers: Answers): string {
  const constant = /^\s*select\s+(\d+)\s*;?\s*$/i.exec(statement)?.[1];
  if (constant !== undefined) return answers.ofConstant(constant);
  const isEmpty = /^[\s;]*$/.test(statement) || (answers.areQuiet && CHANGES.test(statement));
  if (!isEmpty && isPipe(proc.stdout))
    throw new NotImplementedError(`what a database answers to “${statement.trim()}”`, proc.name);
  return '';
}

/** As the clients read it: 0 is no limit. */
export function timeoutOf(seconds: string | number): number {
  return Number(seconds) > 0 ? Number(seconds) * 1000 : Number.POSITIVE_INFINITY;
}

function* readText(connection: Connection, timeoutMs: number): Task<string | undefined> {
  const words = yield* connection.read(timeoutMs);
  return words === EOF || words === TIMED_OUT || words instanceof NetError ? undefined : words;
}
