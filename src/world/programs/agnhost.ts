import type { Task } from '../../kernel';
import type { Proc } from '../process';
import { flag, goServer, text } from './goServer';
import { livenessImage } from './liveness';
import { netexec } from './netexec';
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
    case 'netexec':
      return yield* netexec(proc);
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
