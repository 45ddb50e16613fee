import { expect } from 'chai';
import { FileTree, usedBytes } from './index';

const KI = 1024;

describe('What files take on a disk', () => {
  const table: readonly [what: string, make: (tree: FileTree) => void, bytes: number][] = [
    ['an empty directory', () => {}, 4 * KI],
    ['an empty file', (tree) => tree.writeFile('/a', ''), 4 * KI],
    ['one byte: a block', (tree) => tree.writeFile('/a', 'x'), 8 * KI],
    ['one byte more than a block', (tree) => tree.writeFile('/a', 'x'.repeat(4 * KI + 1)), 12 * KI],
    ['a file whose content nobody needs', (tree) => tree.addFile('/a', '', { sizeBytes: 1024 * KI }), 1028 * KI],
    ['directories in directories', (tree) => tree.mkdir('/a/b', { recursive: true }), 12 * KI],
  ];
  for (const [what, make, bytes] of table) {
    it(what, () => {
      const tree = new FileTree();
      make(tree);
      expect(usedBytes(tree.root)).to.equal(bytes);
    });
  }

  it('of a layer over another one only what is its own', () => {
    const image = new FileTree();
    image.mkdir('/etc');
    image.writeFile('/etc/big', 'x'.repeat(100 * KI));
    image.writeFile('/etc/small', 'x');
    const layer = image.overlay();
    layer.readFile('/etc/big');
    expect(usedBytes(layer.root)).to.equal(0);
    layer.writeFile('/etc/small', 'y', { append: true });
    expect(usedBytes(layer.root)).to.equal(4 * KI);
    layer.remove('/etc/big');
    expect(usedBytes(layer.root)).to.equal(4 * KI);
  });
});
