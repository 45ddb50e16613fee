import type { Task } from '../../../kernel';
import { EOF, NetError } from '../../network';
import type { Proc } from '../../process';
import { readAll } from '../../stream';
import type { Invocation } from '../invocation';
import { decodeReply, quoteCommand, type RedisReply, splitCommand } from './protocol';

/** redis-cli: one command from its arguments, or one for each line of stdin. */
export function* redisCli(proc: Proc): Task<number> {
  const options = commandLine(proc);
  const resolved = yield* proc.net.network.resolve(proc.net, options.host);
  const where = `${options.host}:${options.port}`;
  if (resolved instanceof NetError) {
    proc.stderr.write(`Could not connect to Redis at ${where}: Name or service not known\n`);
    return 1;
  }
  const connection = yield* proc.net.network.connect(
    proc.net,
    resolved.addresses[0]!,
    options.port,
    Number.POSITIVE_INFINITY,
  );
  if (connection instanceof NetError) {
    proc.stderr.write(`Could not connect to Redis at ${where}: ${connection.message}\n`);
    return 1;
  }
  const commands =
    options.command.length > 0 ? [options.command] : (yield* readAll(proc.stdin)).split('\n').map(splitCommand);
  try {
    if (options.password !== undefined) {
      proc.stderr.write(
        "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n",
      );
      connection.write(`${quoteCommand(['AUTH', options.password])}\r\n`);
      const answer = yield* connection.read();
      if (typeof answer === 'string' && answer.startsWith('-'))
        proc.stderr.write(`AUTH failed: ${answer.slice(1).trim()}\n`);
    }
    for (const command of commands) {
      if (command.length === 0) continue;
      if (/^(?:quit|exit)$/i.test(command[0] ?? '')) return 0;
      connection.write(`${quoteCommand(command)}\r\n`);
      const answer = yield* connection.read();
      if (answer === EOF) return /^shutdown$/i.test(command[0] ?? '') ? 0 : lost(proc, 'Server closed the connection');
      if (typeof answer !== 'string') return lost(proc, 'Connection reset by peer');
      proc.stdout.write(`${show(decodeReply(answer), proc.tty)}\n`);
    }
    return 0;
  } finally {
    connection.close();
  }
}

function lost(proc: Proc, why: string): number {
  proc.stderr.write(`Error: ${why}\n`);
  return 1;
}

/** Where a command line asks. */
export function redisPlace(proc: Invocation): { host: string; port: number } {
  return commandLine(proc);
}

function commandLine(proc: Invocation): {
  host: string;
  port: number;
  password: string | undefined;
  command: string[];
} {
  const args = [...proc.argv.slice(1)];
  let host = '127.0.0.1';
  let port = 6379;
  let password = proc.env['REDISCLI_AUTH'];
  while (args[0]?.startsWith('-')) {
    const option = args.shift();
    if (option === '-h') host = args.shift() ?? host;
    else if (option === '-p') port = Number(args.shift() ?? port);
    else if (option === '-a' || option === '--pass') password = args.shift();
    else if (option === '-u') {
      const text = args.shift() ?? '';
      if (!URL.canParse(text)) continue;
      const uri = new URL(text);
      host = uri.hostname || host;
      port = Number(uri.port) || port;
      password = decodeURIComponent(uri.password) || password;
    } else if (option === '-n' || option === '-t' || option === '--user') args.shift();
  }
  return { host, port, password, command: args };
}

/** On a terminal replies carry their type, into a pipe they do not. */
function show(reply: RedisReply, tty: boolean): string {
  const quoted = (text: string | undefined) =>
    text === undefined ? (tty ? '(nil)' : '') : tty ? JSON.stringify(text) : text;
  switch (reply.kind) {
    case 'status':
      return reply.text;
    case 'error':
      return tty ? `(error) ${reply.text}` : reply.text;
    case 'integer':
      return tty ? `(integer) ${reply.value}` : String(reply.value);
    case 'bulk':
      return quoted(reply.text);
    case 'list':
      if (reply.items.length === 0) return tty ? '(empty array)' : '';
      return reply.items.map((item, i) => (tty ? `${i + 1}) ${quoted(item)}` : quoted(item))).join('\n');
  }
}
