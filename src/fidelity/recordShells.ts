/**
 * Runs the scripts of recordings in the real shells, and writes down what they do:
 * `node -r ts-node/register src/fidelity/recordShells.ts BUSYBOX DEBIAN FILE…`, as root on Linux.
 * The first two are directories with the root file systems of a busybox image and of a Debian one, with `/tmp`, `/root`, `/proc` and `/dev/null`;
 * the files hold scripts behind `#@ shell…` with `====` between, and become recordings.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Recording, recordingText } from '../world/recorded/recording';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Each script is PID 1 in namespaces of its own, with nothing in /tmp and /root. */
const START = [
  'mount -t tmpfs -o mode=1777 none "$1/tmp"',
  'mount -t tmpfs -o mode=700 none "$1/root"',
  'hostname pod',
  `exec unshare -pf --mount-proc="$1/proc" chroot "$1" /bin/env -i PATH=${PATH} HOME=/root "$2" -c "$3"`,
].join(' && ');

function record(root: string, shell: Recording['shell'], script: string): Recording {
  const argv = ['-mun', '/bin/sh', '-c', START, 'record', root, shell, script];
  const { stdout, stderr, status } = spawnSync('unshare', argv, { input: '', encoding: 'utf8', timeout: 60_000 });
  if (status === null) throw new Error(`did not end: ${script}`);
  return { shell, script, code: status, stdout, stderr: stderr.includes('BusyBox v') ? undefined : stderr };
}

const [busybox, debian, ...files] = process.argv.slice(2);
if (!busybox || !debian) throw new Error('usage: recordShells.ts BUSYBOX DEBIAN FILE…');
for (const file of files) {
  const blocks = readFileSync(file, 'utf8').split(/^====\n/m);
  const recordings = blocks.flatMap((block) => {
    const [, shells, script] = /^#@ (.*)\n([\s\S]*?)\n?(?:--- code \d+\n[\s\S]*)?$/.exec(block)!;
    return shells!
      .split(' ')
      .map((shell) => record(shell === 'sh' ? busybox : debian, shell as Recording['shell'], script!));
  });
  writeFileSync(file, recordings.map(recordingText).join('====\n'));
}
