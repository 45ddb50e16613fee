import type { PersistentVolume } from '../../api/types/index';
import { FileTree } from '../../world/files/index';

/** Disks and shares that lie outside the nodes: what one node writes, the next one finds. */
export class NetworkStorage {
  private readonly trees = new Map<string, FileTree>();

  constructor(private readonly clock: { readonly now: number }) {}

  /**
   * The files of a volume, empty at first.
   * @param rootMode permissions of its top directory when it is new
   */
  of({ metadata, spec }: PersistentVolume, rootMode: number): FileTree {
    const key = spec.csi ? `${spec.csi.driver} ${spec.csi.volumeHandle}` : (metadata.uid ?? metadata.name);
    let tree = this.trees.get(key);
    if (!tree) {
      tree = new FileTree(undefined, this.clock);
      tree.chmod('/', rootMode);
      this.trees.set(key, tree);
    }
    return tree;
  }
}
