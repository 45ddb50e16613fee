import { sleep, type Task } from '../../kernel';
import type { HttpExchange, HttpReply } from '../network';
import type { Proc } from '../process';
import type { App } from './app';
import { flag, goServer, query, text } from './goServer';
import { livenessImage } from './liveness';
import { pause } from './wellBehaved';

/** The test image of Kubernetes: netexec, serve-hostname, test-webserver, liveness, pause (test/images/agnhost). */
export function* agnhost(proc: Proc): Task<number> {
  const command = proc.argv[1] ?? 'pause';
  const port = (name: string, usual: number) => Number(flag(proc.argv, name) ?? usual);
  switch (command) {
    case 'pause':
      proc.stdout.write('Paused\n');
      return yield* pause(proc);
    case 'liveness':
      return yield* livenessImage(proc);
    case 'netexec': {
      const http = port('http-port', 8080);
      return yield* goServer(proc, {
        port: http,
        stop: 'graceful',
        ready: `Started HTTP server on port ${http}`,
        respond: netexec,
      });
    }
    case 'serve-hostname':
      return yield* goServer(proc, { port: port('port', 9376), stop: 'graceful', respond: () => text(proc.hostname) });
    case 'test-webserver':
      return yield* goServer(proc, {
        port: port('port', 80),
        stop: 'runtime',
        respond: () => text('test-webserver\n'),
      });
    case '--help':
    case 'help':
      proc.stdout.write('agnhost: netexec, serve-hostname, test-webserver, liveness, pause\n');
      return 0;
    default:
      proc.stderr.write(`Error: unknown command "${command}" for "app"\nRun 'app --help' for usage.\n`);
      return 1;
  }
}

function netexec(exchange: HttpExchange, app: App): HttpReply | Task<HttpReply | undefined> {
  const { proc } = app;
  switch (exchange.path) {
    case '/':
      return text(`NOW: ${proc.wallMs()}`);
    case '/hostname':
    case '/hostName':
      return text(proc.hostname);
    case '/clientip':
      return text(`${exchange.clientIp}:${exchange.connection.remote.port}`);
    case '/echo':
      return text(query(exchange, 'msg') ?? '', Number(query(exchange, 'code') ?? 200));
    case '/healthz':
      return text('', 200);
    case '/exit':
      app.end(Number(query(exchange, 'code') ?? 0));
      return text('');
    case '/delay':
      return delayed(Number(query(exchange, 'seconds') ?? 0) * 1000);
    default:
      return text('404 page not found\n', 404);
  }
}

function* delayed(delayMs: number): Task<HttpReply> {
  yield* sleep(delayMs);
  return text('');
}
