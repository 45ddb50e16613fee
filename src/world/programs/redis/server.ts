import { sleep, type Task } from '../../../kernel';
import { FsError } from '../../files';
import { BindError, type Connection, type Listener } from '../../network';
import type { Proc, Program } from '../../process';
import { App } from '../app';
import { redisTime } from '../clock';
import { encodeReply } from './protocol';
import { RedisStore } from './store';

const DEFAULT_PORT = 6379;

/** redis-server: configuration by file and options, a store in memory, an orderly end on TERM, INT and SHUTDOWN. */
export function redisServer(version: string): Program {
  return function* server(proc) {
    const app = new App(proc);
    const store = new RedisStore();
    const say = (role: 'C' | 'M', mark: string, text: string) =>
      proc.stdout.write(`${proc.pid}:${role} ${redisTime(proc)} ${mark} ${text}\n`);
    const settings = readSettings(proc, store);
    if (typeof settings === 'string') {
      proc.stderr.write(`${settings}\n`);
      return 1;
    }
    say('C', '#', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
    say('C', '#', `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=${proc.pid}, just started`);
    say(
      'C',
      '#',
      settings.configured ? 'Configuration loaded' : 'Warning: no config file specified, using the default config.',
    );
    yield* app.startUp('redisListen');
    const shutdown = function* (): Task<number> {
      say('M', '#', 'User requested shutdown...');
      if ((store.config.get('save') ?? '') !== '') {
        say('M', '*', 'Saving the final RDB snapshot before exiting.');
        saveSnapshot(proc, store);
        say('M', '*', 'DB saved on disk');
      }
      yield* sleep(proc.kernel.latency('appStop'));
      say('M', '#', 'Redis is now ready to exit, bye bye...');
      return 0;
    };
    for (const signal of ['TERM', 'INT'] as const) {
      app.onStop(signal, () => {
        const seconds = Math.floor(proc.wallMs() / 1000);
        proc.stdout.write(`${proc.pid}:signal-handler (${seconds}) Received SIG${signal} scheduling shutdown...\n`);
        return shutdown();
      });
    }
    const stop = () => app.aside('shutdown', endWith(app, shutdown()));
    let listener: Listener | undefined;
    try {
      return yield* app.serve({
        open: () => {
          listener = proc.net.listen(settings.port, (connection) => talk(app, store, connection, stop), proc);
          say('M', '*', `Running mode=standalone, port=${settings.port}.`);
          say('M', '#', 'Server initialized');
          say('M', '*', version.startsWith('7') ? 'Ready to accept connections tcp' : 'Ready to accept connections');
        },
        close: () => listener?.close(),
      });
    } catch (error) {
      if (!(error instanceof BindError)) throw error;
      say('M', '#', `Warning: Could not create server TCP listening socket *:${settings.port}: bind: ${error.text}`);
      say('M', '#', `Failed listening on port ${settings.port} (tcp), aborting.`);
      return 1;
    }
  };
}

function* endWith(app: App, task: Task<number>): Task {
  app.end(yield* task);
}

function* talk(app: App, store: RedisStore, connection: Connection, stop: () => void): Task {
  const session = { authenticated: false };
  let pending = '';
  for (;;) {
    const data = yield* connection.read();
    if (typeof data !== 'string') return;
    pending += data;
    for (let end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
      const line = pending.slice(0, end).trim();
      pending = pending.slice(end + 1);
      if (line === '') continue;
      yield* app.awake();
      yield* sleep(app.latencyMs);
      const { reply, effect } = store.execute(line, session);
      if (effect === 'shutdown') {
        store.config.set('save', /\bnosave\b/i.test(line) ? '' : (store.config.get('save') ?? ''));
        stop();
        continue;
      }
      connection.write(encodeReply(reply));
      if (effect === 'close') return;
    }
  }
}

/** `redis-server [file] [--name value …]`; returns an error text when the file is missing. */
function readSettings(proc: Proc, store: RedisStore): { port: number; configured: boolean } | string {
  const args = proc.argv.slice(1);
  const file = args[0] !== undefined && !args[0].startsWith('--') ? proc.path(args[0]) : undefined;
  const lines: string[] = [];
  try {
    if (file) lines.push(...proc.fs.readFile(file).split('\n'));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return `*** FATAL CONFIG FILE ERROR ***\nFatal error, can't open config file '${file}': ${error.text}`;
  }
  const options = args
    .slice(file ? 1 : 0)
    .join(' ')
    .split(/(?:^|\s)--/);
  for (const line of [...lines, ...options]) {
    const match = /^\s*([a-z][\w-]*)\s*(.*?)\s*$/i.exec(line);
    if (match) store.config.set(match[1]!.toLowerCase(), (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2'));
  }
  return { port: Number(store.config.get('port') ?? DEFAULT_PORT), configured: args.length > 0 };
}

function saveSnapshot(proc: Proc, store: RedisStore): void {
  const directory = store.config.get('dir') ?? proc.cwd;
  try {
    proc.fs.writeFile(`${directory.replace(/\/$/, '')}/dump.rdb`, 'REDIS');
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}
