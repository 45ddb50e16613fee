import { createHash } from 'node:crypto';
import { matches, remembered } from '../../kernel';
import { missingProgram } from '../applets';
import type { FileTree } from '../files';
import { type Program, type ProgramTable, parseSignal } from '../process';
import { describedServer } from '../programs/describedServer';
import type { ImageDescription, ServerDescription } from './description';
import { type DistributionName, distributionOf } from './distributions';
import type { Image } from './image';
import { commandPath, rootFileSystem } from './rootfs';
import { parseSize } from './size';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Not a file of real images: it tells the commands which release of busybox they are. */
const BUSYBOX_RELEASE = '/etc/busybox-release';
const DEFAULT_SIZE_BYTES = 2_140_953;

/** What descriptions can name. */
export interface Programs {
  /** The commands of a distribution, its shell included; always the same table for the same question. */
  commands(distribution: DistributionName): ProgramTable;
  /** Server programs by name. */
  readonly servers: Readonly<Record<string, Program>>;
}

/** Makes the image that a description describes, for one tag. */
export function buildImage(description: ImageDescription, reference: string, programs: Programs): Image {
  const tag = reference.slice(reference.lastIndexOf(':') + 1);
  const d = descriptionOf(description, tag);
  const distribution = distributionOf(d);
  const commands = programs.commands(distribution);
  const servers = Object.entries(d.programs ?? {}).filter(isServer);
  const own = servers.map(([path, server]) => [path, describedServer(server, d.exposes ?? [])] as const);
  return {
    reference,
    entrypoint: d.entrypoint ?? [],
    cmd: d.cmd ?? (distribution === 'none' || d.entrypoint ? [] : ['sh']),
    env: { PATH, ...d.env },
    workdir: d.workdir ?? '/',
    exposes: d.exposes ?? [],
    sizeBytes: d.size === undefined ? DEFAULT_SIZE_BYTES : parseSize(d.size, `image ${description.image}`),
    layer: layerOf(d, distribution),
    programs: commands.with({ ...missingOf(d, commands), ...programs.servers, ...Object.fromEntries(own) }),
    described: true,
    digest: digestOf(reference),
    ...(d.stopSignal ? { stopSignal: d.stopSignal } : {}),
    ...(d.user ? { user: d.user } : {}),
  };
}

function layerOf(d: ImageDescription, distribution: DistributionName): FileTree {
  const layer = rootFileSystem({ distribution, shell: d.shell ?? 'ash', release: d.busybox });
  for (const [path, content] of Object.entries(d.files ?? {})) addFile(layer, path, content);
  for (const [path, target] of Object.entries(d.links ?? {})) layer.addLink(path, target);
  for (const name of d.commands ?? []) layer.addProgram(commandPath(name, distribution), name);
  if (d.busybox) layer.addFile(BUSYBOX_RELEASE, `${d.busybox}\n`);
  for (const [path, program] of Object.entries(d.programs ?? {})) {
    layer.addProgram(path, typeof program === 'string' ? program : path);
  }
  return layer;
}

/** Commands that a description adds and nobody has written: they are there, and whoever uses one is told. */
function missingOf({ commands = [] }: ImageDescription, table: ProgramTable): Readonly<Record<string, Program>> {
  const missing = commands.filter((name) => !table.find(name));
  return Object.fromEntries(missing.map((name) => [name, missingProgram(name)]));
}

function isServer(entry: [string, string | ServerDescription]): entry is [string, ServerDescription] {
  return typeof entry[1] !== 'string';
}

/**
 * Says what is wrong with a description.
 * @throws Error when it names a program, a signal or a size that does not exist
 */
export function checkDescription(description: ImageDescription, programs: Programs): void {
  for (const part of [description, ...(description.variants ?? [])]) {
    if (part.size !== undefined) parseSize(part.size, `image ${description.image}`);
    if (part.stopSignal !== undefined && !parseSignal(part.stopSignal)) {
      throw new Error(
        `image ${description.image}: stopSignal "${part.stopSignal}" is no signal; write SIGTERM, SIGQUIT …`,
      );
    }
    for (const [path, program] of Object.entries(part.programs ?? {})) {
      if (typeof program !== 'string' || program in programs.servers) continue;
      if (programs.commands(distributionOf({ ...description, ...part })).find(program)) continue;
      throw new Error(
        `image ${description.image}: "${path}" is to run the program "${program}", which does not exist; ` +
          `there are ${Object.keys(programs.servers).join(', ')}`,
      );
    }
  }
}

/** An image that nobody described: a shell with the usual commands, and the well-behaved app for everything else. */
export function assumeImage(reference: string, programs: Programs, app: Program): Image {
  const commands = programs.commands('assumed');
  return {
    reference,
    // A path that nobody mounts a volume on: charts often mount something below /app.
    entrypoint: ['/entrypoint'],
    cmd: [],
    env: { PATH },
    workdir: '/',
    exposes: [],
    sizeBytes: DEFAULT_SIZE_BYTES,
    layer: rootFileSystem({ distribution: 'assumed', shell: 'bash' }),
    programs: commands.with({}, app),
    described: false,
    digest: digestOf(reference),
  };
}

/** The same name is the same image everywhere, so its digest follows from its name. */
const digestOf = remembered((reference: string): string => {
  const given = /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
  return given ?? `sha256:${createHash('sha256').update(reference).digest('hex')}`;
});

/** The description with what its first fitting variant changes. */
export function descriptionOf(description: ImageDescription, tag: string): ImageDescription {
  const variant = description.variants?.find((v) => v.tags.some((pattern) => matches(pattern, tag)));
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

function addFile(layer: FileTree, path: string, content: string): void {
  if (path.endsWith('/')) layer.mkdir(path.slice(0, -1), { recursive: true });
  else layer.addFile(path, content, content.startsWith('#!') ? { mode: 0o755 } : {});
}
