import { type RedisReply, splitCommand } from './protocol';

const OK: RedisReply = { kind: 'status', text: 'OK' };
const error = (text: string): RedisReply => ({ kind: 'error', text });

/** What a client has told the server. */
export interface RedisSession {
  authenticated: boolean;
}

/** What a command makes the server do besides answering. */
export type RedisEffect = 'shutdown' | 'close' | undefined;

/** The commands of redis that probes, hooks and tutorials use. */
export class RedisStore {
  readonly config = new Map<string, string>([
    ['maxmemory', '0'],
    ['appendonly', 'no'],
    ['save', '3600 1 300 100 60 10000'],
    ['requirepass', ''],
  ]);
  private readonly values = new Map<string, string>();
  private readonly lists = new Map<string, string[]>();

  execute(line: string, session: RedisSession): { reply: RedisReply; effect: RedisEffect } {
    const [word = '', ...args] = splitCommand(line);
    const name = word.toUpperCase();
    const password = this.config.get('requirepass') ?? '';
    if (password !== '' && !session.authenticated && !['AUTH', 'QUIT', 'HELLO'].includes(name)) {
      return { reply: error('NOAUTH Authentication required.'), effect: undefined };
    }
    if (name === 'AUTH') return { reply: this.auth(args, password, session), effect: undefined };
    if (name === 'SHUTDOWN') return { reply: OK, effect: 'shutdown' };
    if (name === 'QUIT') return { reply: OK, effect: 'close' };
    return { reply: this.command(name, args), effect: undefined };
  }

  private auth(args: readonly string[], password: string, session: RedisSession): RedisReply {
    if (password === '') {
      return error(
        'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
      );
    }
    session.authenticated = args[args.length - 1] === password;
    return session.authenticated ? OK : error('WRONGPASS invalid username-password pair or user is disabled.');
  }

  private command(name: string, args: readonly string[]): RedisReply {
    const [key = '', value = ''] = args;
    switch (name) {
      case 'PING':
        return args.length > 0 ? { kind: 'bulk', text: key } : { kind: 'status', text: 'PONG' };
      case 'ECHO':
        return { kind: 'bulk', text: key };
      case 'SET':
        this.values.set(key, value);
        return OK;
      case 'GET':
        return { kind: 'bulk', text: this.values.get(key) };
      case 'INCR':
      case 'DECR':
        return this.add(key, name === 'INCR' ? 1 : -1);
      case 'DEL':
        return { kind: 'integer', value: args.filter((k) => this.values.delete(k) || this.lists.delete(k)).length };
      case 'EXISTS':
        return { kind: 'integer', value: args.filter((k) => this.values.has(k) || this.lists.has(k)).length };
      case 'KEYS':
        return { kind: 'list', items: [...this.values.keys(), ...this.lists.keys()] };
      case 'DBSIZE':
        return { kind: 'integer', value: this.values.size + this.lists.size };
      case 'LPUSH':
      case 'RPUSH':
        return this.push(name, key, args.slice(1));
      case 'LPOP':
      case 'RPOP':
        return { kind: 'bulk', text: name === 'LPOP' ? this.lists.get(key)?.shift() : this.lists.get(key)?.pop() };
      case 'LLEN':
        return { kind: 'integer', value: this.lists.get(key)?.length ?? 0 };
      case 'FLUSHALL':
      case 'FLUSHDB':
        this.values.clear();
        this.lists.clear();
        return OK;
      case 'SAVE':
      case 'SELECT':
        return OK;
      case 'CONFIG':
        return this.configure(key.toUpperCase(), value, args[2] ?? '');
      case 'INFO':
        return {
          kind: 'bulk',
          text: '# Server\r\nredis_mode:standalone\r\ntcp_port:6379\r\n# Replication\r\nrole:master\r\nconnected_slaves:0\r\n',
        };
      default:
        return error(
          `ERR unknown command '${name.toLowerCase()}', with args beginning with: ${args.map((a) => `'${a}' `).join('')}`,
        );
    }
  }

  private add(key: string, by: number): RedisReply {
    const value = Number(this.values.get(key) ?? '0') + by;
    if (!Number.isInteger(value)) return error('ERR value is not an integer or out of range');
    this.values.set(key, String(value));
    return { kind: 'integer', value };
  }

  private push(name: string, key: string, items: readonly string[]): RedisReply {
    const list = this.lists.get(key) ?? [];
    for (const item of items) name === 'LPUSH' ? list.unshift(item) : list.push(item);
    this.lists.set(key, list);
    return { kind: 'integer', value: list.length };
  }

  private configure(verb: string, name: string, value: string): RedisReply {
    if (verb === 'SET') {
      this.config.set(name.toLowerCase(), value);
      return OK;
    }
    if (verb !== 'GET') return error(`ERR unknown subcommand '${verb}'. Try CONFIG HELP.`);
    const found = this.config.get(name.toLowerCase());
    return { kind: 'list', items: found === undefined ? [] : [name, found] };
  }
}
