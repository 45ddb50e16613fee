import { Directory, type FileTree, RegularFile } from '../../world/files/index';

/** What the group may do with each file, and with each directory besides; new files in it belong to the group too. */
const READ_WRITE = 0o660;
const READ_ONLY = 0o440;
const ENTER = 0o2110;

/**
 * Hands a volume to the pod's fsGroup, with all that is in it.
 * @see SetVolumeOwnership in pkg/volume/volume_linux.go
 */
export function setVolumeOwnership(tree: FileTree, path: string, fsGroup: number, readOnly: boolean): void {
  const node = tree.nodeAt(path, { follow: false });
  if (!(node instanceof Directory || node instanceof RegularFile)) return;
  tree.chown(path, node.uid, fsGroup);
  tree.chmod(path, groupMode(node.mode, readOnly) | (node instanceof Directory ? ENTER : 0));
  if (!(node instanceof Directory)) return;
  for (const name of node.names()) setVolumeOwnership(tree, `${path}/${name}`, fsGroup, readOnly);
}

/** The mode of a file that an fsGroup has. */
export function groupMode(mode: number, readOnly: boolean): number {
  return mode | (readOnly ? READ_ONLY : READ_WRITE);
}
