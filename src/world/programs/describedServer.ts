import { sleep } from '../../kernel';
import type { ServerDescription } from '../images/description';
import { BindError, goListenError, type HttpReply, HttpServer } from '../network';
import { type Proc, type Program, parseSignal } from '../process';
import { App } from './app';
import { httpTime } from './clock';
import { greetsOn, talk } from './databases/dialects';
import { OpenPorts } from './openPorts';
import { pathMatches } from './timetable';

/** The program of a server that is described as data. `exposes` are the ports of its image. */
export function describedServer(description: ServerDescription, exposes: readonly number[]): Program {
  return function* server(proc) {
    const { requires } = description;
    if (requires && !requires.anyOf.some((name) => proc.env[name])) {
      proc.stderr.write(`${requires.message}\n`);
      return 1;
    }
    const app = new App(proc);
    if (!description.ignoresTerm) handleSignals(app, description);
    say(proc, description.log?.start);
    if (description.startMs === undefined) yield* app.startUp('appListen');
    else yield* sleep(description.startMs);
    const http = new HttpServer(
      proc.kernel,
      (exchange) => app.respond(exchange, () => reply(description, exchange.path)),
      {
        headers: () => ({ Date: httpTime(proc) }),
        tls: description.protocol === 'https',
        ...(description.protocol === 'grpc' ? { grpc: app.health() } : {}),
      },
    );
    const { protocol } = description;
    const isDatabase = protocol === 'tcp' || protocol === 'mysql';
    const ports = new OpenPorts(proc, description.ports ?? exposes, (port, address) => {
      const options = address === undefined ? {} : { address };
      if (!isDatabase) return http.listen(proc.net, port, proc, options);
      const greets = protocol === 'mysql' || greetsOn(port);
      return proc.net.listen(port, (connection) => talk(connection, app, greets), proc, options);
    });
    try {
      return yield* app.serve({
        open: () => {
          ports.follow();
          say(proc, description.log?.ready);
        },
        close: () => ports.close(),
        follow: () => ports.follow(),
      });
    } catch (error) {
      if (!(error instanceof BindError)) throw error;
      proc.stderr.write(`${goListenError(error)}\n`);
      return 1;
    }
  };
}

function handleSignals(app: App, description: ServerDescription): void {
  const signals = description.signals ?? { TERM: { code: 0 }, INT: { code: 0 } };
  for (const [name, reaction] of Object.entries(signals)) {
    const signal = parseSignal(name);
    if (!signal) throw new Error(`a described server reacts to "${name}", which is no signal; write TERM, INT, QUIT …`);
    if (reaction === 'ignore') {
      app.proc.onSignal(signal, 'ignore');
      continue;
    }
    app.onStop(signal, function* () {
      say(app.proc, description.log?.stop);
      yield* sleep(reaction.afterMs ?? app.proc.kernel.latency('appStop'));
      return reaction.code;
    });
  }
}

function reply(description: ServerDescription, path: string): HttpReply {
  const { responses } = description;
  if (!responses || responses.length === 0)
    return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'ok\n' };
  const rule = responses.find((r) => pathMatches(r.path, path));
  if (!rule) return { status: 404, headers: { 'Content-Type': 'text/plain' }, body: '404 page not found\n' };
  return { status: rule.status ?? 200, headers: rule.headers ?? {}, body: rule.body ?? '' };
}

function say(proc: Proc, lines: readonly string[] | undefined): void {
  for (const line of lines ?? []) proc.stdout.write(`${line}\n`);
}
