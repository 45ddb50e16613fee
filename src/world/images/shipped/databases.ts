import type { ImageDescription, ServerDescription } from '../description';

/** The programs of PostgreSQL's packages (Debian, postgresql and postgresql-client) besides those that are written here. */
const POSTGRES_TOOLS: readonly string[] =
  'clusterdb createdb createuser dropdb dropuser initdb oid2name pg_amcheck pg_archivecleanup pg_basebackup pg_checksums pg_config pg_controldata pg_ctl pg_dump pg_dumpall pg_receivewal pg_recvlogical pg_resetwal pg_restore pg_rewind pg_test_fsync pg_test_timing pg_upgrade pg_verifybackup pg_waldump pgbench reindexdb vacuumdb vacuumlo'.split(
    ' ',
  );

/** What MySQL and MariaDB both have, as `mysqldump` and as `mariadb-dump`. */
const MYSQL_TOOLS: readonly string[] = 'binlog check dump import show slap upgrade'.split(' ');
const OLD_MYSQL_NAMES = [
  ...MYSQL_TOOLS.map((tool) => (tool === 'upgrade' ? 'mysql_upgrade' : `mysql${tool}`)),
  ...'my_print_defaults mysql_secure_installation mysql_tzinfo_to_sql perror'.split(' '),
];

function mysqlServer(vars: readonly string[], message: string, ready: string): ServerDescription {
  return {
    protocol: 'mysql',
    startMs: 8000,
    requires: { anyOf: vars, message },
    log: { ready: [ready] },
    signals: { TERM: { code: 0, afterMs: 1500 } },
  };
}

const MYSQL_VARIABLES = ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD'];

const MARIADB_SERVER = mysqlServer(
  [
    ...MYSQL_VARIABLES,
    'MARIADB_ROOT_PASSWORD',
    'MARIADB_ROOT_PASSWORD_HASH',
    'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
    'MARIADB_RANDOM_ROOT_PASSWORD',
  ],
  '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
  '[Note] mariadbd: ready for connections.',
);

/** Databases, with the clients that their images hold. */
export const DATABASE_IMAGES: readonly ImageDescription[] = [
  {
    image: 'redis',
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['redis-server'],
    workdir: '/data',
    exposes: [6379],
    shell: 'bash',
    size: '45MB',
    files: { '/data/': '' },
    programs: {
      '/usr/local/bin/docker-entrypoint.sh': 'redis-entrypoint',
      '/usr/local/bin/redis-server': 'redis-server',
      '/usr/local/bin/redis-cli': 'redis-cli',
    },
    commands: ['gosu', 'redis-benchmark', 'redis-check-aof', 'redis-check-rdb', 'redis-sentinel'],
    variants: [{ tags: ['*alpine*'], shell: 'ash', size: '17MB' }],
  },
  {
    image: 'postgres',
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['postgres'],
    stopSignal: 'SIGINT',
    exposes: [5432],
    shell: 'bash',
    size: '150MB',
    programs: {
      '/usr/local/bin/docker-entrypoint.sh': 'postgres-entrypoint',
      '/usr/local/bin/postgres': {
        protocol: 'tcp',
        startMs: 2000,
        requires: {
          anyOf: ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'],
          message: 'Error: Database is uninitialized and superuser password is not specified.',
        },
        log: {
          ready: ['LOG:  database system is ready to accept connections'],
          stop: ['LOG:  received fast shutdown request'],
        },
        signals: { INT: { code: 0, afterMs: 100 }, TERM: { code: 0, afterMs: 100 }, QUIT: { code: 1 } },
      },
      '/usr/local/bin/pg_isready': 'pg_isready',
      '/usr/local/bin/psql': 'psql',
    },
    commands: ['gosu', ...POSTGRES_TOOLS],
    variants: [{ tags: ['*alpine*'], shell: 'ash', size: '90MB' }],
  },
  {
    image: 'mysql',
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['mysqld'],
    exposes: [3306],
    shell: 'bash',
    distribution: 'redhat',
    size: '230MB',
    programs: {
      '/usr/local/bin/docker-entrypoint.sh': 'mysql-entrypoint',
      '/usr/sbin/mysqld': mysqlServer(
        MYSQL_VARIABLES,
        '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
        '[System] [Server] mysqld: ready for connections. port: 3306',
      ),
      '/usr/bin/mysql': 'mysql',
      '/usr/bin/mysqladmin': 'mysqladmin',
    },
    commands: ['gosu', 'mysql_config_editor', 'mysqlsh', ...OLD_MYSQL_NAMES],
  },
  {
    image: 'mariadb',
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['mariadbd'],
    exposes: [3306],
    shell: 'bash',
    size: '230MB',
    programs: {
      '/usr/local/bin/docker-entrypoint.sh': 'mariadb-entrypoint',
      '/usr/local/bin/healthcheck.sh': 'mariadb-healthcheck',
      '/usr/sbin/mariadbd': MARIADB_SERVER,
      '/usr/bin/mariadb': 'mariadb',
      '/usr/bin/mariadb-admin': 'mariadb-admin',
    },
    commands: ['gosu', 'mariadb-backup', 'mariadb-install-db', ...MYSQL_TOOLS.map((tool) => `mariadb-${tool}`)],
    variants: [
      {
        // From 11 on the image has no programs under the old names (hub.docker.com/_/mariadb).
        tags: ['5', '5.*', '5-*', '10', '10.*', '10-*'],
        cmd: ['mysqld'],
        programs: {
          '/usr/local/bin/docker-entrypoint.sh': 'mysql-entrypoint',
          '/usr/sbin/mysqld': MARIADB_SERVER,
          '/usr/bin/mysql': 'mysql',
          '/usr/bin/mysqladmin': 'mysqladmin',
        },
        commands: ['gosu', 'mariadb-backup', ...MYSQL_TOOLS.map((tool) => `mariadb-${tool}`), ...OLD_MYSQL_NAMES],
      },
    ],
  },
];
