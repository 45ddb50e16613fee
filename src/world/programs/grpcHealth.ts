import { sleep, type Task } from '../../kernel';
import { HttpServer, type ServingStatus } from '../network';
import type { Proc } from '../process';
import { App } from './app';

const PORT = 5000;

/** A gRPC server with a health service: a service is NOT_SERVING while the file `/tmp/down<service>` exists. */
export function* grpcHealth(proc: Proc): Task<number> {
  const app = new App(proc);
  yield* app.startUp('goListen');
  const behaved = app.health();
  const http = new HttpServer(
    proc.kernel,
    function* () {
      return undefined;
    },
    {
      grpc: function* (service: string): Task<ServingStatus | undefined> {
        const answer = behaved(service);
        const status = typeof answer === 'object' ? yield* answer : answer;
        return status === 'SERVING' && proc.fs.exists(`/tmp/down${service}`) ? 'NOT_SERVING' : status;
      },
    },
  );
  app.onStop('TERM', function* () {
    yield* sleep(proc.kernel.latency('appStop'));
    return 0;
  });
  return yield* app.serve({ open: () => http.listen(proc.net, PORT, proc), close: () => http.stopListening() });
}
