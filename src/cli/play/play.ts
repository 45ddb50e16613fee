import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Release } from '../../api/index';
import { Cluster } from '../../cluster';
import { applyBehaviours, applyImages, DescriptionError } from '../../described/index';
import { manifestsForKubectl } from '../../disk/index';
import { prepareNamespaces } from '../../manifestNamespaces';
import { type EventRow, eventRows } from '../../observe/eventRows';
import { podRows, type WatchRow } from '../../observe/podRows';
import type { RunningCommand } from '../../runningCommand';
import { decodeManifestFiles, type ManifestFile, readManifestFiles } from '../manifestFiles';
import { UsageError } from '../usageError';
import { type Action, perform } from './action';
import { notesOf, strangers } from './notes';

export interface PlayOptions {
  readonly forMs: number;
  readonly actions: readonly Action[];
  readonly seed: number;
  readonly kubernetes: string;
  /** Files that say how containers behave, and what is in images. */
  readonly behaviours?: readonly string[];
  readonly images?: readonly string[];
}

export interface PlayedCommand {
  t: number;
  command: string;
  /** Null: still running at the end. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** What a play showed; the first five fields are the contract of `--output json`. */
export interface PlayResult {
  digest: string;
  durationMs: number;
  watch: WatchRow[];
  events: EventRow[];
  commands: PlayedCommand[];
  /** What kubectl said against the manifests, if anything. */
  createErrors: string;
  /** Sentences for people: images that nobody described, kinds that aren't simulated … */
  notes: string[];
}

/** Plays manifests (files, folders, `-` for standard input) and actions on a fresh cluster. */
export function play(paths: readonly string[], options: PlayOptions): PlayResult {
  return playFiles(readManifestFiles(paths), options);
}

/** A cluster after its play, for those who ask it something. */
export interface Played {
  readonly cluster: Cluster;
  /** Virtual time of the first object, from which a play counts. */
  readonly startMs: number;
  readonly commands: readonly RunningCommand[];
  /** What kubectl said against the manifests, if anything. */
  readonly createErrors: string;
  readonly notes: string[];
}

/** The same with files that were read before. */
export function playFiles(read: readonly ManifestFile[], options: PlayOptions): PlayResult {
  const { cluster, startMs, commands, createErrors, notes } = playedFiles(read, options);
  return {
    digest: cluster.journal.digest(),
    durationMs: options.forMs,
    watch: podRows(cluster, startMs),
    events: eventRows(cluster, startMs),
    commands: commands.map((command) => played(command, startMs)),
    createErrors,
    notes,
  };
}

/** Plays, and hands over the cluster. @throws UsageError when nothing was created */
export function playedFiles(read: readonly ManifestFile[], options: PlayOptions): Played {
  const files = read.map(({ name }) => name);
  const texts = new Map(read.map(({ name, text }) => [name, text]));
  const manifests = decodeManifestFiles(read, Release.of(options.kubernetes));
  const cluster = new Cluster({
    seed: options.seed,
    kubernetes: options.kubernetes,
    readFile: (path) => texts.get(path) ?? readFileSync(path, 'utf8'),
    listFiles: manifestsForKubectl,
  });
  const behaving = describe(cluster, options);
  const handedToNodes = files.filter((file) => isHandedToNode(file, options.actions));
  for (const file of handedToNodes) putOnNodes(cluster, file, texts.get(file) as string);
  prepareNamespaces(cluster, manifests);
  const sinceMs = cluster.now;
  const create = createAll(
    cluster,
    files.filter((file) => !handedToNodes.includes(file)),
  );
  const startMs = firstCreationMs(cluster, sinceMs) ?? (handedToNodes.length ? sinceMs : undefined);
  if (startMs === undefined) throw new UsageError(create?.stderr.trim() || 'nothing was created', 1);
  const commands = runScript(cluster, options, startMs);
  return {
    cluster,
    startMs,
    commands,
    createErrors: create === undefined || create.exitCode === 0 ? '' : create.stderr,
    notes: [...notesOf(cluster, manifests), ...strangers(cluster, behaving)],
  };
}

/** A manifest that an action copies on a node, for its kubelet to find, is not for kubectl. */
function isHandedToNode(file: string, actions: readonly Action[]): boolean {
  return actions.some(
    ({ command }) => command.startsWith('node ') && command.split(/[\s'"]+/).includes(basename(file)),
  );
}

/** Node commands find such a manifest in their working directory. */
function putOnNodes(cluster: Cluster, file: string, text: string): void {
  for (const node of cluster.nodes.values()) node.disk.writeFile(`/${basename(file)}`, text);
}

/** Tells the cluster what the files say. @returns the containers that they speak of */
function describe(cluster: Cluster, { behaviours = [], images = [] }: PlayOptions): string[] {
  try {
    for (const file of images) applyImages(cluster, described(file), file);
    return behaviours.flatMap((file) => applyBehaviours(cluster, described(file), file));
  } catch (error) {
    if (error instanceof DescriptionError) throw new UsageError(error.message);
    throw error;
  }
}

function createAll(cluster: Cluster, files: readonly string[]): RunningCommand | undefined {
  if (files.length === 0) return undefined;
  return cluster.execute(`kubectl create ${files.map((file) => `-f '${file.replaceAll("'", `'\\''`)}'`).join(' ')}`);
}

const LONGEST_ANSWER_MS = 60_000;

function runScript(cluster: Cluster, { actions, forMs }: PlayOptions, startMs: number): RunningCommand[] {
  const commands: RunningCommand[] = [];
  const ordered = [...actions].sort((a, b) => a.atMs - b.atMs);
  for (const action of ordered) {
    cluster.advance(Math.max(0, startMs + action.atMs - cluster.now));
    commands.push(action.perform ? action.perform(cluster) : perform(cluster, action.command));
  }
  cluster.advance(Math.max(0, startMs + forMs - cluster.now));
  // What is done at the end or later still has its answer; `kubectl get -w` would never have it.
  for (const command of commands) if (command.startedMs >= startMs + forMs) cluster.finish(command, LONGEST_ANSWER_MS);
  return commands;
}

function described(file: string): string {
  return readManifestFiles([file]).map(({ text }) => text)[0] ?? '';
}

/** When the API server accepted the first object that kubectl made since `sinceMs`. */
function firstCreationMs(cluster: Cluster, sinceMs: number): number | undefined {
  const facts = cluster.journal.all();
  return facts.find(
    ({ t, type, detail }) =>
      t >= sinceMs && type === 'api-write' && detail['verb'] === 'create' && detail['by'] === 'kubectl',
  )?.t;
}

function played(command: RunningCommand, startMs: number): PlayedCommand {
  const { commandLine, startedMs, exitCode, stdout, stderr } = command;
  return { t: startedMs - startMs, command: commandLine, exitCode: exitCode ?? null, stdout, stderr };
}
