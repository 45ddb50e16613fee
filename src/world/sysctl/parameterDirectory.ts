import { Directory, type FileNode, FsError, RegularFile } from '../files/index';
import { NotImplementedError } from '../process/errors';
import { type KernelParameters, parameterPath } from './kernelParameters';

/** All that Linux has in /proc/sys (Documentation/admin-guide/sysctl). */
const TREES = new Set(['abi', 'crypto', 'debug', 'dev', 'fs', 'kernel', 'net', 'sunrpc', 'user', 'vm', 'xen']);

/** A directory of /proc/sys: it shows the parameters whose names begin as its path does. */
export class ParameterDirectory extends Directory {
  /**
   * @param owner whose parameters they are, for errors
   * @param prefix the path as it begins names: `''`, `net.`, `net.ipv4.`
   */
  constructor(
    private readonly parameters: KernelParameters,
    private readonly owner: string,
    private readonly prefix = '',
  ) {
    super();
    this.mode = 0o555;
  }

  override get(name: string): FileNode | undefined {
    const { parameters, owner, prefix } = this;
    const path = prefix + name;
    if (parameters.get(path) !== undefined) return new ParameterFile(parameters, path);
    if (parameters.namesUnder(`${path}.`).length > 0) return new ParameterDirectory(parameters, owner, `${path}.`);
    if (prefix === '' && !TREES.has(name)) return undefined;
    throw new NotImplementedError(`the kernel parameter ${path}`, owner);
  }

  override owned(name: string): FileNode | undefined {
    return this.get(name);
  }

  override names(): string[] {
    const { parameters, prefix } = this;
    const rest = parameters.namesUnder(prefix).map((name) => name.slice(prefix.length).split('.')[0] as string);
    return [...new Set(rest)];
  }

  override set(name: string): void {
    throw new FsError('ENOENT', parameterPath(this.prefix + name));
  }

  override delete(name: string): void {
    throw new FsError('EACCES', parameterPath(this.prefix + name));
  }
}

/** Whoever writes into it sets the parameter at once. */
class ParameterFile extends RegularFile {
  constructor(
    private readonly parameters: KernelParameters,
    private readonly name: string,
  ) {
    super({ data: `${parameters.get(name)}\n`, mode: 0o644 });
  }

  override put(data: string, _start: number, path: string): void {
    if (!this.parameters.set(this.name, data)) throw new FsError('EINVAL', path);
    this.data = `${this.parameters.get(this.name)}\n`;
  }
}
