import { expect } from 'chai';
import { ExecError, NotImplementedError } from '../../process';
import { TestWorld } from '../../programs/testWorld';
import { standardCommands } from '../commands';
import type { ImageDescription } from '../description';
import { type DistributionName, distributionOf, pathsOf } from './index';

/** What somebody who executes a program in a container of an image finds: a path, or nothing. */
const HELD: [image: string, program: string, path: string | undefined][] = [
  ['busybox:1.28', 'sysctl', '/bin/sysctl'],
  ['busybox:1.28', 'httpd', '/bin/httpd'],
  ['busybox:1.28', 'tree', undefined],
  ['busybox:1.28', 'nologin', undefined],
  ['busybox:1.36', 'tree', '/bin/tree'],
  ['busybox', 'getfattr', '/bin/getfattr'],
  ['busybox', 'apk', undefined],
  ['busybox', 'bash', undefined],
  ['busybox', 'telnet', '/bin/telnet'],
  ['alpine', 'apk', '/sbin/apk'],
  ['alpine', 'getent', '/usr/bin/getent'],
  ['alpine', 'sysctl', '/sbin/sysctl'],
  ['alpine', 'telnet', undefined],
  ['alpine', 'httpd', undefined],
  ['alpine', 'bash', undefined],
  ['alpine', 'curl', undefined],
  ['nginx:1.25-alpine', 'apk', '/sbin/apk'],
  ['nginx:1.25', 'apt-get', '/usr/bin/apt-get'],
  ['nginx:1.25', 'curl', '/usr/bin/curl'],
  ['debian', 'perl', '/usr/bin/perl'],
  ['debian', 'pidof', '/usr/bin/pidof'],
  ['debian', 'kill', undefined],
  ['debian', 'ps', undefined],
  ['debian', 'curl', undefined],
  ['debian', 'ip', undefined],
  ['debian', 'useradd', '/usr/sbin/useradd'],
  ['ubuntu', 'flock', '/usr/bin/flock'],
  ['centos:7', 'yum', '/usr/bin/yum'],
  ['centos:7', 'ps', '/bin/ps'],
  ['rockylinux:9', 'dnf', '/usr/bin/dnf'],
  ['rockylinux:9', 'apt-get', undefined],
  ['rockylinux:9', 'curl', '/usr/bin/curl'],
  ['rockylinux:9', 'ps', undefined],
  ['rockylinux:9', 'dash', undefined],
  ['python:3.12', 'pip', '/usr/bin/pip'],
  ['python:3.12', 'git', '/usr/bin/git'],
  ['python:3.12-slim', 'git', undefined],
  ['python:3.12-alpine', 'apk', '/sbin/apk'],
  ['python:3.12-alpine', 'bash', undefined],
  ['nicolaka/netshoot', 'tcpdump', '/usr/bin/tcpdump'],
  ['nicolaka/netshoot', 'apk', '/sbin/apk'],
  ['gcr.io/distroless/static', 'ls', undefined],
];

describe('what images hold', () => {
  const world = new TestWorld();
  for (const [reference, program, path] of HELD) {
    it(`${reference} has ${path ?? `no ${program}`}`, () => {
      const layer = world.catalogue.find(reference)!.layer;
      const places = ['/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].map((each) => `${each}/${program}`);
      const found = places.filter((each) => layer.exists(each)).map((each) => layer.realPath(each));
      if (path === undefined) expect(found).to.deep.equal([]);
      else expect(found).to.include(layer.realPath(path));
    });
  }

  const descriptions: [description: Partial<ImageDescription>, name: DistributionName][] = [
    [{}, 'alpine'],
    [{ busybox: '1.30' }, 'busybox'],
    [{ shell: 'bash' }, 'debian'],
    [{ shell: 'dash' }, 'debian'],
    [{ shell: 'bash', distribution: 'redhat' }, 'redhat'],
    [{ shell: 'bash', distribution: 'alpine' }, 'alpine'],
    [{ shell: 'none', distribution: 'debian' }, 'none'],
  ];
  for (const [description, name] of descriptions)
    it(`${JSON.stringify(description)} is ${name}`, () => expect(distributionOf(description)).to.equal(name));

  for (const name of ['busybox', 'alpine', 'debian', 'redhat', 'assumed'] as const) {
    it(`${name} has a program, or an error, for each name`, () => {
      const table = standardCommands(name);
      expect([...pathsOf(name).keys()].filter((each) => !table.find(each))).to.deep.equal([]);
    });
  }

  const unwritten: [image: string, argv: string[]][] = [
    ['alpine', ['apk', 'add', 'curl']],
    ['debian', ['perl', '-e', '1']],
    ['rockylinux:9', ['dnf', 'install', 'x']],
    ['nicolaka/netshoot', ['tcpdump']],
    ['team/app:v1', ['apt-get', 'update']],
  ];
  for (const [image, argv] of unwritten) {
    it(`${image}: ${argv.join(' ')} is an error that names it`, () => {
      const own = new TestWorld();
      own.start(image, { argv });
      expect(() => own.advance(1000)).to.throw(NotImplementedError, `uses the program ${argv[0]},`);
    });
  }

  it('what a real image has not is not found', () => {
    const own = new TestWorld();
    expect(() => own.start('debian', { argv: ['curl'] })).to.throw(
      ExecError,
      '"curl": executable file not found in $PATH',
    );
    const container = own.start('busybox', {
      argv: ['sh', '-c', 'apk add curl; echo $?; busybox apk; busybox --list | grep -c .'],
    });
    own.advance(1000);
    expect(container.stdout.text).to.match(/^127\n4\d\d\n$/);
  });

  it('bash of an image that nobody described runs its script', () => {
    const own = new TestWorld();
    const container = own.start('team/app:v1', { argv: ['bash', '-c', '[[ a == a ]] && exit 3'] });
    own.advance(1000);
    expect(container.main.ended.value?.code).to.equal(3);
  });

  it('a script that only the image has is its app; one that a volume lacks is missing', () => {
    const own = new TestWorld();
    const server = own.start('team/app:v1', { argv: ['sh', '/app/start.sh'] });
    const without = own.start('team/app:v1', { argv: ['sh', '/dev/start.sh'] });
    own.advance(1000);
    expect(server.main.isAlive).to.equal(true);
    expect(without.main.ended.value?.code).to.equal(2);
  });

  const options: [image: string, args: string[], env: Record<string, string>, server: string][] = [
    ['postgres:16', ['-c', 'max_connections=200'], { POSTGRES_PASSWORD: 'x' }, 'postgres'],
    ['mysql:8', ['--max-connections=200'], { MYSQL_ROOT_PASSWORD: 'x' }, 'mysqld'],
    ['redis:7', ['--appendonly', 'yes'], {}, 'redis-server'],
  ];
  for (const [image, args, env, server] of options) {
    it(`the entry point of ${image} gives ${args.join(' ')} to ${server}`, () => {
      const own = new TestWorld();
      const { entrypoint } = own.catalogue.find(image)!;
      const container = own.start(image, { argv: [...entrypoint, ...args], env });
      own.advance(1000);
      expect(container.main.argv).to.deep.equal([server, ...args]);
    });
  }
});
