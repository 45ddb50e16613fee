/** A server that a text speaks of. */
export interface Mention {
  readonly host: string;
  /** Absent: nobody says it. */
  readonly port?: number;
}

const HOST = '([a-z0-9][a-z0-9.-]*)';

/** How commands and settings name what they talk to. */
const PATTERNS: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:nslookup|getent hosts|ping(?: -\w+ ?\d*)*) ${HOST}`, 'g'),
  new RegExp(String.raw`\bnc(?: -\w+(?: \d+)?)* ${HOST} (\d+)`, 'g'),
  new RegExp(String.raw`\bwait-for(?:-it)?(?:\.sh)? ${HOST}:(\d+)`, 'g'),
  new RegExp(String.raw`\b[a-z]+://(?:[^@/\s]*@)?${HOST}(?::(\d+))?`, 'g'),
  new RegExp(String.raw`^${HOST}:(\d+)$`, 'g'),
];

/** The ports that schemes of URLs stand for. */
const SCHEMES: Readonly<Record<string, number>> = {
  https: 443,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  redis: 6379,
  mongodb: 27017,
  amqp: 5672,
};

const MYSQL = { port: 3306, portOptions: ['-P', '--port'] };
const POSTGRES = { port: 5432, portOptions: ['-p', '--port'] };
const REDIS = { port: 6379, portOptions: ['-p'] };

/** Clients that are told by options whom to ask. */
const CLIENTS: Readonly<Record<string, { readonly port: number; readonly portOptions: readonly string[] }>> = {
  psql: POSTGRES,
  pg_isready: POSTGRES,
  mysql: MYSQL,
  mysqladmin: MYSQL,
  mariadb: MYSQL,
  'mariadb-admin': MYSQL,
  'redis-cli': REDIS,
  'valkey-cli': REDIS,
  mongosh: { port: 27017, portOptions: ['--port'] },
  mongo: { port: 27017, portOptions: ['--port'] },
  'wait-for-it': { port: 80, portOptions: ['-p', '--port'] },
  'wait-for-it.sh': { port: 80, portOptions: ['-p', '--port'] },
};

/** Every server that a command line or a setting names, with the port that it is asked on as far as the text tells. */
export function mentionsIn(quoted: string): Mention[] {
  const text = quoted.replaceAll(/["']/g, '');
  const named = PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([whole, host = '', said]) => {
      const port = said ?? SCHEMES[/^([a-z]+):/.exec(whole)?.[1] ?? ''];
      return port === undefined ? { host } : { host, port: Number(port) };
    }),
  );
  return [...named, ...text.split(/[|;&\n()]+/).flatMap(askedByClient)];
}

/** Whom a simple command asks, if it is a client: `until pg_isready -h db`. */
function askedByClient(command: string): Mention[] {
  const words = command.trim().split(/\s+/);
  const at = words.findIndex((word) => Object.hasOwn(CLIENTS, baseName(word)));
  const client = CLIENTS[baseName(words[at] ?? '')];
  const options = words.slice(at + 1);
  const host = optionIn(options, ['-h', '--host']);
  if (!client || host === undefined || !new RegExp(`^${HOST}$`).test(host)) return [];
  return [{ host, port: Number(optionIn(options, client.portOptions)) || client.port }];
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** `-h db`, `-hdb`, `--host db`, `--host=db`. */
function optionIn(words: readonly string[], names: readonly string[]): string | undefined {
  for (const [i, word] of words.entries())
    for (const name of names) {
      if (word === name) return words[i + 1];
      const glue = name.startsWith('--') ? `${name}=` : name;
      if (word.startsWith(glue) && (name.startsWith('--') || !word.startsWith('--'))) return word.slice(glue.length);
    }
  return undefined;
}
