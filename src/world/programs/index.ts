/** The server programs of the shipped images, and the table of everything that an image may name. */
import type { Program } from '../process';
import { agnhost } from './agnhost';
import { healthcheck, mariadb, mariadbAdmin, mysql, mysqladmin } from './databases/mysql';
import { pgIsReady, psql } from './databases/postgres';
import { echoserver, echoserver14, helloApp, httpEcho, serveHostname, whoami } from './echo';
import { entrypoint, redisEntrypoint, serverEntrypoint } from './entrypoint';
import { grpcHealth } from './grpcHealth';
import { httpdProgram } from './httpd';
import { interpreter } from './interpreter';
import { livenessImage } from './liveness';
import { nginxProgram } from './nginx/program';
import { redisCli } from './redis/cli';
import { redisServer } from './redis/server';
import { stress, vishStress } from './stress';
import { pause, randexit, wellBehaved } from './wellBehaved';

export { App } from './app';
export { AT_ONCE, dialectsOf, openPort } from './databases/dialects';
export { describedServer } from './describedServer';
export { accompany } from './life';
export { serverAsked } from './remoteClients';
export { pathMatches } from './timetable';
export { wellBehaved };

/** The server programs by the names that image descriptions use. */
export const SERVER_PROGRAMS: Readonly<Record<string, Program>> = {
  'nginx-entrypoint': entrypoint,
  'redis-entrypoint': redisEntrypoint,
  'postgres-entrypoint': serverEntrypoint('postgres'),
  'mysql-entrypoint': serverEntrypoint('mysqld'),
  'nginx-1.14': nginxProgram({ version: '1.14.2' }),
  'nginx-1.17': nginxProgram({ version: '1.17.10' }),
  'nginx-1.22': nginxProgram({ version: '1.22.1' }),
  'nginx-1.29': nginxProgram({ version: '1.29.1' }),
  'apache-httpd': httpdProgram('2.4.65'),
  'redis-server': redisServer('7.0.15'),
  'redis-cli': redisCli,
  'well-behaved': (proc) => wellBehaved(proc),
  agnhost,
  'http-echo': httpEcho,
  'traefik-whoami': whoami,
  echoserver,
  'grpc-health': grpcHealth,
  liveness: livenessImage,
  interpreter,
  mysql,
  mysqladmin,
  mariadb,
  'mariadb-admin': mariadbAdmin,
  'mariadb-entrypoint': serverEntrypoint('mariadbd'),
  'mariadb-healthcheck': healthcheck,
  pg_isready: pgIsReady,
  psql,
  pause,
  randexit,
  stress,
  'vish-stress': vishStress,
  'hello-app': helloApp,
  'serve-hostname': serveHostname,
  'echoserver-1.4': echoserver14,
};
