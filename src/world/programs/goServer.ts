import { sleep, type Task } from '../../kernel';
import { BindError, goListenError, type HttpExchange, type HttpReply, HttpServer } from '../network';
import type { Proc } from '../process';
import { App } from './app';
import { httpTime } from './clock';
import type { Closable } from './databases/dialects';

export interface GoServer {
  readonly port: number;
  readonly respond: (exchange: HttpExchange, app: App) => HttpReply | Task<HttpReply | undefined>;
  /** Opens other ports after the web server's; they close with it. */
  readonly beside?: (app: App) => Closable;
  /** Said on stderr, as Go's log package does, when the port is open. */
  readonly ready?: string;
  /**
   * What SIGTERM does: a Go program without a handler of its own is ended by the runtime, as PID 1 too, with 2;
   * `graceful` ones finish what is in flight and end with 0; `none` has no handler at all.
   */
  readonly stop: 'graceful' | 'runtime' | 'none';
}

/** A small web server written in Go, as test images are. */
export function* goServer(proc: Proc, server: GoServer): Task<number> {
  const app = new App(proc);
  yield* app.startUp('goListen');
  const http = new HttpServer(proc.kernel, (exchange) => app.respond(exchange, () => server.respond(exchange, app)), {
    headers: () => ({ Date: httpTime(proc) }),
  });
  for (const signal of server.stop === 'none' ? [] : (['TERM', 'INT'] as const)) {
    app.onStop(signal, function* () {
      if (server.stop === 'runtime') return 2;
      yield* http.drain();
      yield* sleep(proc.kernel.latency('appStop'));
      return 0;
    });
  }
  let others: Closable | undefined;
  try {
    return yield* app.serve({
      open: () => {
        http.listen(proc.net, server.port, proc);
        if (server.ready) proc.stderr.write(`${server.ready}\n`);
        others = server.beside?.(app);
      },
      close: () => {
        http.stopListening();
        others?.close();
      },
    });
  } catch (error) {
    if (!(error instanceof BindError)) throw error;
    proc.stderr.write(`${goListenError(error)}\n`);
    return 1;
  }
}

export function text(body: string, status = 200): HttpReply {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body };
}

/** `--port=80`, `-port 80`: the value of an option as Go's flag package reads it. */
export function flag(argv: readonly string[], name: string): string | undefined {
  for (let i = 0; i < argv.length; i++) {
    const match = /^--?([^=]+)(?:=(.*))?$/s.exec(argv[i] ?? '');
    if (match?.[1] === name) return match[2] ?? argv[i + 1];
  }
  return undefined;
}

/** A parameter of the request's query. */
export function query(exchange: HttpExchange, name: string): string | undefined {
  const search = exchange.request.target.split('?')[1] ?? '';
  return new URLSearchParams(search).get(name) ?? undefined;
}
