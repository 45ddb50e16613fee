import type { Task } from '../../kernel';
import type { HttpExchange, HttpReply } from '../network';
import type { Proc } from '../process';
import { goServer, text } from './goServer';
import { findFile } from './staticFiles';
import { wellBehaved } from './wellBehaved';

/**
 * python and node: what a script does nobody can know, so it is the well-behaved app, but for one thing: without a handler of
 * its own an interpreter that is PID 1 takes no notice of SIGTERM. `python -m http.server` is what it is.
 */
export function* interpreter(proc: Proc): Task<number> {
  const [, first, second, ...rest] = proc.argv;
  if (first === undefined) return 0;
  if (first === '-V' || first === '--version') {
    proc.stdout.write(proc.argv[0]?.includes('node') ? 'v22.0.0\n' : 'Python 3.12.0\n');
    return 0;
  }
  if (first === '-m' && second === 'http.server') return yield* fileServer(proc, rest);
  if (first === '-c' || first === '-e') {
    proc.notImplemented(
      `${proc.argv[0]} ${first}`,
      'Write the command for sh, or describe the image with a program of its own.',
    );
    return 1;
  }
  return yield* wellBehaved(proc, { stopSignals: [] });
}

function* fileServer(proc: Proc, args: readonly string[]): Task<number> {
  const option = args.findIndex((arg) => arg === '-d' || arg === '--directory');
  const root = option >= 0 ? (args[option + 1] ?? '.') : '.';
  const port = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 8000);
  return yield* goServer(proc, {
    port,
    stop: 'none',
    respond: (exchange) => file(proc, proc.path(root).replace(/\/$/, ''), exchange),
  });
}

function file(proc: Proc, root: string, exchange: HttpExchange): HttpReply {
  const found = findFile(proc.fs, root, exchange.path, ['index.html']);
  if (found.kind === 'file')
    return { status: 200, headers: { 'Content-Type': found.contentType }, body: found.content };
  if (found.kind === 'forbidden') return text(proc.fs.list(found.path).join('\n'));
  return text('File not found', 404);
}
