import type { Task } from '../../kernel';
import { ExecError, type Proc, type Program } from '../process';

/** `/docker-entrypoint.sh` of the nginx image: prepares the configuration, says so, and becomes the command. */
export function* entrypoint(proc: Proc): Task<number> {
  const [script = '/docker-entrypoint.sh', ...command] = proc.argv;
  if (/^nginx(?:-debug)?$/.test(command[0] ?? '')) {
    const say = (text: string) => proc.stdout.write(`${script}: ${text}\n`);
    say('/docker-entrypoint.d/ is not empty, will attempt to perform configuration');
    say('Looking for shell scripts in /docker-entrypoint.d/');
    for (const name of [
      '10-listen-on-ipv6-by-default.sh',
      '15-local-resolvers.envsh',
      '20-envsubst-on-templates.sh',
      '30-tune-worker-processes.sh',
    ]) {
      say(`${name.endsWith('.envsh') ? 'Sourcing' : 'Launching'} /docker-entrypoint.d/${name}`);
    }
    say('Configuration complete; ready for start up');
  }
  return yield* become(proc, command);
}

/** Entry points that add a server's name to its options and become the command. */
export function serverEntrypoint(server: string, isArgument: (word: string) => boolean = isOption): Program {
  return (proc) => {
    const command = proc.argv.slice(1);
    return become(proc, isArgument(command[0] ?? '') ? [server, ...command] : command);
  };
}

const isOption = (word: string): boolean => word.startsWith('-');

/** redis takes the name of its configuration too. */
export const redisEntrypoint = serverEntrypoint('redis-server', (word) => isOption(word) || word.endsWith('.conf'));

function* become(proc: Proc, command: readonly string[]): Task<number> {
  if (command.length === 0) return 0;
  try {
    return yield* proc.exec(command);
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    proc.stderr.write(`${proc.argv[0]}: exec: ${command[0]}: not found\n`);
    return error.code;
  }
}
