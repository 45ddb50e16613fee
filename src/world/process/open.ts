import { absolutePath, Device, Directory, EXECUTE, type FileNode, FsError, permits, READ, RegularFile } from '../files';
import { type Input, NOWHERE, type Output, textInput } from '../stream';
import type { Descriptor } from './descriptors';
import { OpenFile } from './openFile';
import { DEFAULT_UMASK, type Proc } from './proc';
import { procDescriptor } from './procfs';

/** Bytes that one read of an endless device brings. */
const DEVICE_CHUNK = 4096;

/**
 * Opens a file, a device or something of /proc for reading.
 * @throws FsError
 */
export function openForReading(proc: Proc, path: string): Descriptor {
  const absolute = absolutePath(path, proc.cwd);
  const descriptor = procDescriptor(proc, absolute);
  if (descriptor) return descriptor;
  const node = proc.fs.nodeAt(proc.path(path));
  if (!node) throw new FsError('ENOENT', path);
  if (node instanceof Directory) throw new FsError('EISDIR', path);
  if (node instanceof Device) return deviceDescriptor(proc, node, path);
  if (!(node instanceof RegularFile)) throw new FsError('ENXIO', path);
  if (!permits(node, READ, proc.fs.credentials)) throw new FsError('EACCES', path);
  return { input: fileInput(node), file: new OpenFile(proc.kernel, node, proc.fs, proc.path(path)) };
}

/**
 * Opens a file for writing: emptied, unless `append`.
 * @throws FsError
 */
export function openForWriting(proc: Proc, path: string, options: { append?: boolean } = {}): Descriptor {
  const absolute = absolutePath(path, proc.cwd);
  const descriptor = procDescriptor(proc, absolute);
  if (descriptor) return descriptor;
  const masked = proc.umask !== DEFAULT_UMASK && !proc.fs.exists(proc.path(path));
  const node = proc.fs.openFile(proc.path(path), { truncate: !options.append });
  if (masked && node instanceof RegularFile) node.mode = 0o666 & ~proc.umask;
  if (node instanceof Device) return deviceDescriptor(proc, node, path);
  return {
    input: fileInput(node),
    output: new FileOutput(proc, node, path, options.append ?? false),
    file: new OpenFile(proc.kernel, node, proc.fs, proc.path(path)),
  };
}

function deviceDescriptor(proc: Proc, node: Device, path: string): Descriptor {
  switch (node.device) {
    case 'null':
      return { input: textInput(''), output: NOWHERE };
    case 'zero':
      return { input: endless(proc, () => '\0'.repeat(DEVICE_CHUNK)), output: NOWHERE };
    case 'random':
      return { input: endless(proc, () => randomText(proc)), output: NOWHERE };
    case 'full':
      return { input: endless(proc, () => '\0'.repeat(DEVICE_CHUNK)), output: full(path) };
    case 'stdin':
      return standard(proc, 0, path);
    case 'stdout':
      return standard(proc, 1, path);
    case 'stderr':
      return standard(proc, 2, path);
    case 'tty':
      if (!proc.tty) throw new FsError('ENXIO', path);
      return { input: proc.stdin, output: proc.stdout };
  }
}

function standard(proc: Proc, fd: number, path: string): Descriptor {
  const descriptor = proc.descriptors.get(fd);
  if (!descriptor) throw new FsError('ENXIO', path);
  return descriptor;
}

function full(path: string): Output {
  return {
    write() {
      throw new FsError('ENOSPC', path);
    },
  };
}

function endless(proc: Proc, chunk: () => string): Input {
  return {
    take: () => {
      proc.charge();
      return chunk();
    },
    arrival() {
      throw new Error('an endless device never makes anyone wait');
    },
  };
}

function randomText(proc: Proc): string {
  const stream = proc.kernel.random.stream(`random/${proc.namespace.name}`);
  let text = '';
  for (let i = 0; i < 256; i++) text += String.fromCharCode(stream.integer(0, 255));
  return text;
}

/** Reads a file as it grows; its end is where it ends now. */
function fileInput(node: RegularFile): Input {
  let offset = 0;
  return {
    take: (line = false) => {
      if (offset >= node.data.length) return undefined;
      const end = line ? node.data.indexOf('\n', offset) + 1 : 0;
      const data = node.data.slice(offset, end > 0 ? end : undefined);
      offset += data.length;
      return data;
    },
    arrival() {
      throw new Error('a file never makes anyone wait');
    },
  };
}

/** Writes into an open file: it stays the same file even if its name is removed meanwhile. */
class FileOutput implements Output {
  private offset = 0;
  constructor(
    private readonly proc: Proc,
    private readonly node: RegularFile,
    private readonly path: string,
    private readonly append: boolean,
  ) {}

  write(data: string): void {
    const { node } = this;
    const start = this.append ? node.data.length : Math.min(this.offset, node.data.length);
    node.mtimeMs = this.proc.kernel.now;
    node.put(data, start, this.path);
    this.offset = start + data.length;
  }
}

/** Whether this node can be run by this process. */
export function isExecutable(node: FileNode | undefined, { fs }: Proc): boolean {
  return node instanceof RegularFile && permits(node, EXECUTE, fs.credentials);
}
