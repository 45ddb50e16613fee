import { createHash } from 'node:crypto';
import type { FileTree } from '../files';
import { type Program, type ProgramTable, ProgramTable as Table } from '../process';
import { describedServer } from '../programs/describedServer';
import type { ImageDescription, ServerDescription } from './description';
import type { Image } from './image';
import { commandPath, rootFileSystem } from './rootfs';
import { parseSize } from './size';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const DEFAULT_SIZE_BYTES = 2_140_953;

/** Makes the image that a description describes, for one tag. */
export function buildImage(description: ImageDescription, reference: string, programs: ProgramTable): Image {
  const tag = reference.slice(reference.lastIndexOf(':') + 1);
  const d = descriptionOf(description, tag);
  const shell = d.shell ?? 'ash';
  const layer = rootFileSystem(shell, programs);
  const own: Record<string, Program> = {};
  for (const [path, content] of Object.entries(d.files ?? {})) addFile(layer, path, content);
  for (const [path, target] of Object.entries(d.links ?? {})) layer.addLink(path, target);
  for (const [path, program] of Object.entries(d.programs ?? {})) {
    if (typeof program === 'string') checkProgram(program, path, d, programs);
    else own[path] = serverProgram(program, d);
    layer.addProgram(path, typeof program === 'string' ? program : path);
  }
  for (const name of d.commands ?? []) if (programs.find(name)) layer.addProgram(commandPath(name), name);
  if (d.busybox) layer.addFile('/etc/busybox-release', `${d.busybox}\n`);
  return {
    reference,
    entrypoint: d.entrypoint ?? [],
    cmd: d.cmd ?? (shell === 'none' || d.entrypoint ? [] : ['sh']),
    env: { PATH, ...d.env },
    workdir: d.workdir ?? '/',
    exposes: d.exposes ?? [],
    sizeBytes: d.size === undefined ? DEFAULT_SIZE_BYTES : parseSize(d.size, `image ${description.image}`),
    layer,
    programs: Object.keys(own).length > 0 ? programs.with(own) : programs,
    described: true,
    digest: digestOf(reference),
    ...(d.stopSignal ? { stopSignal: d.stopSignal } : {}),
    ...(d.user ? { user: d.user } : {}),
  };
}

/** An image that nobody described: a shell with the usual commands, and the well-behaved app for everything else. */
export function assumeImage(reference: string, programs: ProgramTable, app: Program): Image {
  return {
    reference,
    entrypoint: ['/app'],
    cmd: [],
    env: { PATH },
    workdir: '/',
    exposes: [],
    sizeBytes: DEFAULT_SIZE_BYTES,
    layer: rootFileSystem('ash', programs),
    programs: new Table(
      programs.names().map((name) => [name, programs.find(name)!] as const),
      app,
    ),
    described: false,
    digest: digestOf(reference),
  };
}

/** The same name is the same image everywhere, so its digest follows from its name. */
export function digestOf(reference: string): string {
  const given = /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
  return given ?? `sha256:${createHash('sha256').update(reference).digest('hex')}`;
}

/** The description with what its first fitting variant changes. */
export function descriptionOf(description: ImageDescription, tag: string): ImageDescription {
  const variant = description.variants?.find((v) => v.tags.some((pattern) => fits(pattern, tag)));
  if (!variant) return description;
  const { tags: _tags, ...changes } = variant;
  return {
    ...description,
    ...changes,
    files: { ...description.files, ...changes.files },
    links: { ...description.links, ...changes.links },
    programs: { ...description.programs, ...changes.programs },
    env: { ...description.env, ...changes.env },
  };
}

function fits(pattern: string, tag: string): boolean {
  const escaped = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`).test(tag);
}

function addFile(layer: FileTree, path: string, content: string): void {
  if (path.endsWith('/')) layer.mkdir(path.slice(0, -1), { recursive: true });
  else layer.addFile(path, content, content.startsWith('#!') ? { mode: 0o755 } : {});
}

function serverProgram(server: ServerDescription, description: ImageDescription): Program {
  return describedServer(server, description.exposes ?? []);
}

function checkProgram(program: string, path: string, description: ImageDescription, programs: ProgramTable): void {
  if (programs.find(program)) return;
  const known = programs.names().join(', ');
  throw new Error(
    `image ${description.image}: "${path}" is to run the program "${program}", which does not exist; there are ${known}`,
  );
}
