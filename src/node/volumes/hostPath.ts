import { type FileStat, type FileTree, FsError } from '../../world/files/index';
import { MountError } from './types';

interface HostPathType {
  /** What the error says that the path is not. */
  readonly what: string;
  readonly fits: (stat: FileStat) => boolean;
  readonly create?: (disk: FileTree, path: string) => void;
}

const DIRECTORY = { what: 'directory', fits: (stat: FileStat) => stat.type === 'directory' };
const FILE = { what: 'file', fits: (stat: FileStat) => stat.type === 'file' };

const TYPES: Readonly<Record<string, HostPathType>> = {
  Directory: DIRECTORY,
  DirectoryOrCreate: { ...DIRECTORY, create: (disk, path) => disk.mkdir(path, { recursive: true }) },
  File: FILE,
  FileOrCreate: { ...FILE, create: (disk, path) => disk.writeFile(path, '') },
  // Disks of simulated nodes hold neither sockets nor block devices.
  Socket: { what: 'socket file', fits: () => false },
  CharDevice: { what: 'character device', fits: (stat) => stat.type === 'device' },
  BlockDevice: { what: 'block device', fits: () => false },
};

/**
 * Checks (and where the type says so, makes) a path of the node's disk before it is mounted. No type, no check.
 * @throws MountError
 * @see pkg/volume/hostpath/host_path.go, checkType
 */
export function checkHostPath(disk: FileTree, path: string, type: string | undefined): void {
  if (!type) return;
  const wanted = TYPES[type];
  if (!wanted) throw new MountError(`hostPath type check failed: ${type} is an invalid volume type`);
  if (wanted.create && !disk.exists(path)) {
    try {
      wanted.create(disk, path);
    } catch (error) {
      if (error instanceof FsError) throw new MountError(`hostPath type check failed: ${error.message}`);
      throw error;
    }
  }
  if (!disk.exists(path) || !wanted.fits(disk.stat(path))) {
    throw new MountError(`hostPath type check failed: ${path} is not a ${wanted.what}`);
  }
}
