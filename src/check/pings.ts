import type { Container, Probe } from '../api/index';
import type { Image } from '../world/index';
import { imageOf } from './knownImages';
import type { TrialSetup } from './trial';

/** Commands by which databases are asked whether they are well, by their ports; an image has the one or the other. */
const PINGS: Readonly<Record<number, readonly (readonly string[])[]>> = {
  3306: [
    ['mysqladmin', 'ping'],
    ['mariadb-admin', 'ping'],
  ],
  5432: [['pg_isready']],
  6379: [['redis-cli', 'ping']],
};

/** Those and clients of other servers, which ask the one beside them unless a host is named. */
const NAMES = new Set([
  ...Object.values(PINGS).flatMap((commands) => commands.map(([name]) => name)),
  ...['mongosh', 'mongo', 'psql', 'mysql', 'mariadb', 'healthcheck.sh', 'valkey-cli'],
]);
const ITSELF = new Set(['localhost', '127.0.0.1', '::1']);

/** A probe that runs the command of the container's database; undefined where nobody knows that its image has one. */
export function pingOf(setup: TrialSetup, { image = '', ports = [] }: Container): Probe | undefined {
  const commands = ports.flatMap(({ containerPort }) => PINGS[containerPort] ?? []);
  const command = commands.find(([name]) => hasProgram(imageOf(setup, image), name));
  if (!command) return undefined;
  return { exec: { command: [...command] } };
}

function hasProgram(image: Image | undefined, name: string | undefined): boolean {
  return image?.programs.names().some((path) => path.split('/').pop() === name) ?? false;
}

/** Whether a command asks nothing but the database beside it: what is away outside does not matter to it. */
export function asksItselfOnly(lines: readonly string[]): boolean {
  return lines.some((line) => {
    const words = line.replace(/^exec\s+/, '').split(/\s+/);
    const name = words[0]?.split('/').pop() ?? '';
    const host = /(?:\s(?:-h\s*|--host[= ])|:\/\/(?:[^@/]*@)?)([^\s:/?]+)/.exec(line)?.[1];
    return NAMES.has(name) && (host === undefined || ITSELF.has(host));
  });
}
