import { expect } from 'chai';
import { FileTree } from '../../world/index';
import { TestRuntime } from './testRuntime';
import { type ContainerMount, RuntimeError } from './types';

const START = 'runc create failed: unable to start container process: error during container init: ';

describe('what does not fit the files of an image', () => {
  const volume = (subPath?: string) => {
    const tree = new FileTree();
    tree.addFile('/file', 'x');
    return { tree, ...(subPath === undefined ? {} : { subPath }) };
  };
  const cases: [
    what: string,
    container: { workingDir?: string },
    mount: ContainerMount | undefined,
    why: string | undefined,
  ][] = [
    ['a working directory that is a file', { workingDir: '/data.txt' }, undefined, 'mkdir /data.txt: not a directory'],
    [
      'a volume on a file',
      {},
      { mountPath: '/data.txt', ...volume() },
      'error mounting "/var/lib/kubelet/pods/uid-p/volumes/kubernetes.io~empty-dir/v" to rootfs at "/data.txt": mount src=/var/lib/kubelet/pods/uid-p/volumes/kubernetes.io~empty-dir/v, dst=/data.txt, dstFd=/proc/thread-self/fd/14, flags=MS_BIND|MS_REC: not a directory',
    ],
    ['a file on a file', {}, { mountPath: '/data.txt', ...volume('/file') }, undefined],
    ['a volume where nothing is', {}, { mountPath: '/new', ...volume() }, undefined],
  ];
  for (const [what, changes, mount, why] of cases)
    it(what, () => {
      const t = new TestRuntime();
      const spec = {
        name: 'c',
        ...changes,
        ...(mount ? { volumeMounts: [{ name: 'v', mountPath: mount.mountPath }] } : {}),
      };
      const pod = t.pod({ containers: [spec], volumes: [{ name: 'v', emptyDir: {} }] });
      const id = t.create(spec, { pod, mounts: mount ? [mount] : [] });
      const started = () => t.run(t.runtime.startContainer(id));
      if (why === undefined) expect(started).not.to.throw();
      else expect(started).to.throw(RuntimeError, START + why);
    });
});
