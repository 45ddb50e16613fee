import { expect } from 'chai';
import * as fc from 'fast-check';
import { absolutePath, baseName, dirName, FileSystem, FileTree, FsError } from './index';

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
  return 'none';
}

function image(): FileTree {
  const tree = new FileTree();
  tree.addFile('/etc/hosts', 'hosts\n');
  tree.addFile('/usr/share/html/index.html', 'welcome\n');
  tree.addProgram('/bin/busybox', 'busybox');
  tree.addLink('/bin/sh', 'busybox');
  tree.addLink('/html', '/usr/share/html');
  tree.addLink('/loop', '/loop');
  return tree;
}

describe('FileSystem', () => {
  it('keeps its changes to itself', () => {
    const layer = image();
    const [a, b] = [new FileSystem(layer), new FileSystem(layer)];
    a.writeFile('/etc/hosts', 'changed\n');
    a.remove('/usr/share', { recursive: true });
    a.mkdir('/usr/share');
    a.chmod('/bin/busybox', 0o644);
    expect(a.readFile('/etc/hosts')).to.equal('changed\n');
    expect(a.list('/usr/share')).to.deep.equal([]);
    for (const other of [b, layer]) {
      expect(other.readFile('/etc/hosts')).to.equal('hosts\n');
      expect(other.list('/usr/share')).to.deep.equal(['html']);
      expect(other.stat('/bin/sh').mode).to.equal(0o755);
    }
  });

  it('follows links, relative and absolute, and notices loops', () => {
    const fs = new FileSystem(image());
    expect(fs.realPath('/bin/sh')).to.equal('/bin/busybox');
    expect(fs.readFile('/html/index.html')).to.equal('welcome\n');
    fs.writeFile('/html/new', 'x');
    expect(fs.readFile('/usr/share/html/new')).to.equal('x');
    expect(fs.realPath('/html/../../share')).to.equal('/usr/share');
    expect(codeOf(() => fs.readFile('/loop'))).to.equal('ELOOP');
  });

  const errors: [what: string, code: string, action: (fs: FileSystem) => unknown][] = [
    ['reading what is not there', 'ENOENT', (fs) => fs.readFile('/none')],
    ['reading a directory', 'EISDIR', (fs) => fs.readFile('/etc')],
    ['going through a file', 'ENOTDIR', (fs) => fs.readFile('/etc/hosts/x')],
    ['writing where no directory is', 'ENOENT', (fs) => fs.writeFile('/none/x', '')],
    ['making what is there', 'EEXIST', (fs) => fs.mkdir('/etc')],
    ['removing a full directory', 'ENOTEMPTY', (fs) => fs.remove('/etc')],
    ['removing a mount point', 'EBUSY', (fs) => fs.remove('/dev', { recursive: true })],
    ['listing a file', 'ENOTDIR', (fs) => fs.list('/etc/hosts')],
    ['moving onto a directory', 'EISDIR', (fs) => fs.rename('/etc/hosts', '/usr')],
    ['reading a file as a link', 'EINVAL', (fs) => fs.readLink('/etc/hosts')],
  ];
  for (const [what, code, action] of errors) {
    it(`${what} is ${code}`, () => expect(codeOf(() => action(new FileSystem(image())))).to.equal(code));
  }

  for (const [path, real] of [
    ['/', '/'],
    ['/..', '/'],
    ['//usr/./share/', '/usr/share'],
    ['/usr/share/.', '/usr/share'],
    ['/usr/share/..', '/usr'],
    ['/html/.', '/usr/share/html'],
    ['/html/..', '/usr/share'],
    ['/bin/../html/./index.html', '/usr/share/html/index.html'],
    ['/mnt/data/sub/..', '/mnt/data'],
    ['/mnt/data/sub/../../../etc/hosts', '/etc/hosts'],
    ['/mnt/data/up', '/etc/hosts'],
    ['/mnt/data/here/', '/mnt/data/sub'],
    ['/mnt/data/new', '/mnt/data/new'],
  ] as const) {
    it(`${path} is ${real}`, () => {
      const data = new FileTree();
      data.mkdir('/sub');
      data.addLink('/up', '../../etc/hosts');
      data.addLink('/here', 'sub');
      const fs = new FileSystem(image());
      fs.mount('/mnt/data', data);
      expect(fs.realPath(path)).to.equal(real);
    });
  }

  it('shares what is mounted, at its root, below a path and as one file', () => {
    const volume = new FileTree();
    volume.addFile('/conf/app.ini', 'a=1\n');
    const [a, b] = [new FileSystem(image()), new FileSystem(image())];
    a.mount('/data', volume);
    b.mount('/mnt/deep/conf', volume, { subPath: 'conf' });
    b.mount('/etc/app.ini', volume, { subPath: 'conf/app.ini', readOnly: true });
    b.mount('/fresh', volume, { subPath: 'made/new' });
    a.writeFile('/data/conf/app.ini', 'a=2\n');
    a.writeFile('/data/conf/b', 'b');
    expect(b.readFile('/etc/app.ini')).to.equal('a=2\n');
    expect(b.list('/mnt/deep/conf')).to.deep.equal(['app.ini', 'b']);
    expect(codeOf(() => b.writeFile('/etc/app.ini', 'x'))).to.equal('EROFS');
    expect(a.exists('/data/made/new')).to.equal(true);
    expect(image().exists('/data')).to.equal(false);
  });

  it('a read-only root leaves mounts and devices writable', () => {
    const fs = new FileSystem(image(), { readOnlyRoot: true });
    const scratch = new FileTree();
    fs.mount('/scratch/one', scratch);
    expect(codeOf(() => fs.writeFile('/x', ''))).to.equal('EROFS');
    expect(codeOf(() => fs.remove('/etc/hosts'))).to.equal('EROFS');
    fs.writeFile('/scratch/one/x', 'ok');
    fs.writeFile('/dev/termination-log', 'why');
    expect(scratch.readFile('/x')).to.equal('ok');
    expect(fs.readFile('/dev/termination-log')).to.equal('why');
  });

  it('tells the time of changes on the given clock', () => {
    const clock = { now: 5 };
    const fs = new FileSystem(image(), { clock });
    fs.writeFile('/f', 'abc');
    clock.now = 9;
    fs.writeFile('/f', 'd', { append: true });
    expect(fs.stat('/f')).to.deep.include({ mtimeMs: 9, sizeBytes: 4, type: 'file', mode: 0o644 });
  });

  it('ten thousand containers cost little', () => {
    const layer = image();
    for (let i = 0; i < 10_000; i++) new FileSystem(layer).exists('/etc/hosts');
  });
});

describe('paths', () => {
  const table: [path: string, base: string, dir: string][] = [
    ['/a/b', 'b', '/a'],
    ['a', 'a', '.'],
    ['/', '/', '/'],
    ['/a/', 'a', '/'],
    ['a/b//', 'b', 'a'],
  ];
  for (const [path, base, dir] of table) {
    it(path, () => expect([baseName(path), dirName(path)]).to.deep.equal([base, dir]));
  }

  it('an absolute path is its own absolute path', () => {
    const path = fc.array(fc.constantFrom('a', 'b', '.', '..', '')).map((parts) => `/${parts.join('/')}`);
    fc.assert(fc.property(path, (p) => absolutePath(absolutePath(p)) === absolutePath(p)));
  });
});

describe('the layers as a whole', () => {
  type Step = [op: 'write' | 'remove' | 'mkdir', path: string];
  const step: fc.Arbitrary<Step> = fc.tuple(
    fc.constantFrom('write' as const, 'remove' as const, 'mkdir' as const),
    fc.constantFrom('/a', '/a/b', '/a/b/c', '/d', '/d/e'),
  );

  const apply = (tree: FileTree, [op, path]: Step) =>
    codeOf(() => {
      if (op === 'write') tree.writeFile(path, 'x');
      else if (op === 'mkdir') tree.mkdir(path);
      else tree.remove(path, { recursive: true });
    });

  const snapshot = (tree: FileTree, path = '/'): string[] =>
    tree.list(path).flatMap((name) => {
      const child = path === '/' ? `/${name}` : `${path}/${name}`;
      return tree.stat(child).type === 'directory'
        ? [child, ...snapshot(tree, child)]
        : [`${child}=${tree.readFile(child)}`];
    });

  it('an overlay behaves like a copy', () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), (below, above) => {
        const lower = new FileTree();
        const copy = new FileTree();
        for (const s of below) apply(lower, s);
        for (const s of below) apply(copy, s);
        const before = snapshot(lower);
        const overlay = lower.overlay();
        for (const s of above) expect(apply(overlay, s)).to.equal(apply(copy, s));
        expect(snapshot(overlay)).to.deep.equal(snapshot(copy));
        expect(snapshot(lower)).to.deep.equal(before);
      }),
    );
  });
});
