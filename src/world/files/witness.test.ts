import { expect } from 'chai';
import { FileSystem } from './system';
import { FileTree } from './tree';

describe('a witness of removed files', () => {
  function observed(): { fs: FileSystem; removed: string[]; missed: number[] } {
    const removed: string[] = [];
    const missed: number[] = [];
    const witness = {
      removed: (path: string) => removed.push(path),
      missed: (removal: number) => {
        missed.push(removal);
      },
    };
    return { fs: new FileSystem(new FileTree(), { witness }), removed, missed };
  }

  it('is told who misses what was removed or moved away', () => {
    const { fs, removed, missed } = observed();
    fs.addFile('/tmp/a', '');
    fs.addFile('/tmp/b', '');
    fs.remove('/tmp/a');
    fs.rename('/tmp/b', '/tmp/c');
    fs.exists('/tmp/a');
    fs.find('/tmp/b');
    expect(removed).to.deep.equal(['/tmp/a', '/tmp/b']);
    expect(missed).to.deep.equal([1, 2]);
  });

  it('hears nothing of files that never were, or are there again', () => {
    const { fs, missed } = observed();
    fs.addFile('/tmp/a', '');
    fs.remove('/tmp/a');
    fs.addFile('/tmp/a', '');
    fs.exists('/tmp/a');
    fs.exists('/tmp/never');
    expect(missed).to.deep.equal([]);
  });

  it('of one container is told what another one removed from a volume that they share', () => {
    const volume = new FileTree();
    volume.addFile('/live', '');
    const one = observed();
    const other = observed();
    one.fs.mount('/data', volume);
    other.fs.mount('/data', volume);
    one.fs.remove('/data/live');
    other.fs.exists('/data/live');
    expect(other.missed).to.deep.equal([1]);
  });
});
