import { FileTree } from '../files';
import type { ImageShell } from './description';
import { type DistributionName, linksOf, pathsOf } from './distributions';

const DIRECTORIES = [
  '/bin',
  '/etc',
  '/home',
  '/lib',
  '/mnt',
  '/opt',
  '/root',
  '/run',
  '/sbin',
  '/srv',
  '/sys',
  '/tmp',
  '/usr/bin',
  '/usr/lib',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/share',
  '/var/cache',
  '/var/lib',
  '/var/log',
  '/var/run',
  '/var/tmp',
];

const PASSWD =
  'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n';

/** What the base of an image depends on. */
export interface BaseOptions {
  readonly distribution: DistributionName;
  readonly shell: ImageShell;
  /** The release of BusyBox, where the distribution is nothing else. */
  readonly release?: string | undefined;
}

/** The base of an image: directories, the shell and the commands that come with its distribution. */
export function rootFileSystem(options: BaseOptions): FileTree {
  return baseOf(`${options.distribution} ${options.shell} ${options.release ?? ''}`, options).overlay();
}

/** Nobody changes a base, so all images share it. */
const BASES = new Map<string, FileTree>();

function baseOf(key: string, options: BaseOptions): FileTree {
  const base = BASES.get(key) ?? makeBase(options);
  BASES.set(key, base);
  return base;
}

function makeBase({ distribution, shell, release }: BaseOptions): FileTree {
  const tree = new FileTree();
  const links = linksOf(distribution);
  for (const directory of DIRECTORIES) if (!links[directory]) tree.mkdir(directory, { recursive: true });
  for (const [directory, target] of Object.entries(links)) tree.addLink(directory, target);
  tree.chmod('/tmp', 0o1777);
  tree.addFile('/etc/passwd', PASSWD);
  tree.addFile('/etc/group', 'root:x:0:\ndaemon:x:1:\nnobody:x:65534:\n');
  tree.addFile('/etc/nsswitch.conf', 'hosts: files dns\n');
  for (const [name, path] of pathsOf(distribution, release)) {
    if (name === 'bash' && shell !== 'bash') continue;
    tree.addProgram(path, name);
  }
  if (shell === 'bash' && !pathsOf(distribution).has('bash')) tree.addProgram('/bin/bash', 'bash');
  return tree;
}

/** Where a command belongs that a description adds. */
export function commandPath(name: string, distribution: DistributionName): string {
  return pathsOf(distribution).get(name) ?? pathsOf('alpine').get(name) ?? `/usr/bin/${name}`;
}
