import { serverAsked } from '../world/index';

/** A server that a text speaks of. */
export interface Mention {
  readonly host: string;
  /** Absent: nobody says it. */
  readonly port?: number;
}

const HOST = '([a-z0-9][a-z0-9.-]*)';
const NAME = new RegExp(`^${HOST}$`);

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
  const words = withoutVariables(command.trim().split(/\s+/));
  for (const i of words.keys()) {
    const asked = serverAsked(words.slice(i));
    if (asked) return asked.host !== undefined && NAME.test(asked.host) ? [{ host: asked.host, port: asked.port }] : [];
  }
  return [];
}

/** What a variable stands for nobody knows here: `-p "$PORT"` is as if it had not been said. */
function withoutVariables(words: readonly string[]): string[] {
  return words.filter((word, i) => !word.includes('$') && !(word.startsWith('-') && words[i + 1]?.startsWith('$')));
}
