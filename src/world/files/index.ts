/** Trees of files, shared between containers without copies, and what one container sees of them. */
export { CAPABILITIES, type Capability, type Credentials, EXECUTE, permits, READ, WRITE } from './credentials';
export { FsError, type FsErrorCode } from './error';
export { FileLock, type LockKind } from './lock';
export { Device, type DeviceName, Directory, type FileNode, RegularFile, SymbolicLink } from './node';
export { absolutePath, baseName, dirName, joinPath } from './path';
export type { Place } from './place';
export { Room } from './room';
export { FileSystem, type FileSystemOptions } from './system';
export { type FileStat, FileTree, type FileWitness } from './tree';
export { BLOCK_BYTES, inBlocks, usedBytes } from './usage';
