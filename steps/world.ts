import { channel } from 'node:diagnostics_channel';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type IWorldOptions, setWorldConstructor, World } from '@cucumber/cucumber';
import {
  applyBehaviours,
  assertContainerIsKnown,
  assertImagesAreKnown,
  assertLoadsAreKnown,
  assertPathsAreAsked,
  type Behaviour,
  Cluster,
  type ClusterOptions,
  formatDuration,
  INVARIANTS,
  InvariantMonitor,
  isFolder,
  manifestsBelow,
  manifestsForKubectl,
  Release,
  type RunningCommand,
  type StepTime,
  StoryRecorder,
  type TrafficClient,
} from '../src/index';
import type { ContainerName } from './parameters';
import type { PlayedProperty } from './properties';
import { told } from './told';
import type { Under } from './under';
import type { WhyParameter } from './why';

const NOTHING_CHECKED =
  'this sentence says how an app behaves, and checks nothing: write it under Given or When. Under Then say what can be seen of it, such as `container "app" ended with exit code 1`, `container "app" was killed` or `a GET of "/ready" from pod "web" answers 503`';

/** Hears of each file that a scenario looks for, there or not: who watches plays again when it changes. */
const reads = channel('podwright:read');

/** What a profile or the command line says about every scenario. */
interface Parameters {
  /** File that takes the story of each scenario attempt, a line each; without it nobody asks for stories. */
  stories?: string;
  seed?: number;
  kubernetes?: string;
  /** How many cases of each property are played. */
  runs?: number;
  /** The case of a property that is replayed. */
  path?: string;
  /** What `podwright why` asks of the scenario. */
  why?: WhyParameter;
}

/**
 * The world of one scenario: a cluster of its own, made when the first sentence needs it, so that sentences about
 * the release, the seed or the nodes can come first.
 */
export class PodwrightWorld extends World<Parameters> {
  /** Folder of the feature file: manifests stand beside the features that use them. */
  folder = process.cwd();
  /** Files that live in the scenario itself, such as a manifest in a doc string. */
  readonly files = new Map<string, string>();
  /** Manifests that were given, in order. */
  readonly manifests: string[] = [];
  private toldOf = 0;
  options: ClusterOptions = {};
  lastCommand: RunningCommand | undefined;
  lastCommandMs = 0;
  /** The last one, which goes on beside the story. */
  drain: RunningCommand | undefined;
  /** When it ended. */
  commandEndedMs = -1;
  /** Files that were applied by their name. */
  readonly applied: string[] = [];
  /** The sentence that is played. */
  sentence = '';
  /** What the scenario says after it. */
  sentencesAhead: readonly string[] = [];
  /** Where the sentence that is played stands. */
  under: Under = 'Then';
  /** Whether what the sentence says may still come: it stands under Given or When, or something `becomes` so. */
  isAwaited = false;
  /** Until when what follows from the fact that was waited for last may come. */
  settlesMs = 0;
  /** Where a sentence looks `for 5m`: when that time began. What was before is no matter of it. */
  lookingSinceMs = 0;
  /** Containers whose behaviour was described. */
  readonly behaving: string[] = [];
  /** What shall be so until the scenario ends: each throws when it was not. */
  readonly lasting: (() => void)[] = [];
  /** Clients that send requests until they are stopped. */
  readonly clients: TrafficClient[] = [];
  /** Virtual time at which the scenario's own story begins: the cluster was up before. */
  storyStartMs = 0;
  /** When each step that was played began and ended, on the story's clock. */
  readonly stepTimes: StepTime[] = [];
  /** Keeps hold of what reports show; undefined when there will be none. */
  recorder: StoryRecorder | undefined;
  /** Watches what always holds. */
  monitor: InvariantMonitor | undefined;
  /** What came of it, when the scenario is a property: its steps only tell. */
  property: PlayedProperty | undefined;
  /** The sentence that failed. */
  failedSentence: string | undefined;
  private made: Cluster | undefined;
  /** The first sentence that needed the cluster. */
  private madeFor = '';

  constructor(options: IWorldOptions<Parameters>) {
    super(options);
    const { seed, kubernetes } = this.parameters;
    this.options = { ...(seed !== undefined && { seed }), ...(kubernetes !== undefined && { kubernetes }) };
  }

  /** A world for one case of a property: like this one, with a seed of its own. */
  another(seed: number): PodwrightWorld {
    const world = new PodwrightWorld({
      attach: nothing,
      log: nothing,
      link: nothing,
      parameters: this.parameters,
    });
    world.folder = this.folder;
    world.options = { ...this.options, seed };
    return world;
  }

  get cluster(): Cluster {
    if (!this.made) {
      this.made = new Cluster({
        ...this.options,
        readFile: (path) => this.readFile(path),
        listFiles: (folder, recursive) => this.listFiles(folder, recursive),
      });
      this.madeFor = this.sentence;
      this.storyStartMs = this.made.now;
      if (this.parameters.stories !== undefined) this.recorder = new StoryRecorder(this.made, this.storyStartMs);
      this.monitor = new InvariantMonitor(this.made.journal, INVARIANTS, this.made.release);
    }
    return this.made;
  }

  /** Given again before it was made, as a Background's file with other fields, a file is still one manifest. */
  give(file: string): void {
    if (!this.manifests.includes(file, this.toldOf)) this.manifests.push(file);
  }

  /** The manifests that kubectl is told of now: those that it has not been told of yet; without any, all of them again. */
  manifestsToCreate(): readonly string[] {
    const fresh = this.manifests.slice(this.toldOf).filter((file) => !this.applied.includes(file));
    this.toldOf = this.manifests.length;
    return fresh.length > 0 ? fresh : this.manifests;
  }

  /** A virtual time on the story's clock, as reports show it: `35s`. */
  moment(t: number): string {
    return formatDuration(t - this.storyStartMs);
  }

  /** The release that the cluster has or will have. */
  get release(): Release {
    return Release.of(this.options.kubernetes ?? 'latest');
  }

  get hasCluster(): boolean {
    return this.made !== undefined;
  }

  /** Changes how the cluster will be made. */
  configure(options: Partial<ClusterOptions>): void {
    if (this.made)
      throw told(`this sentence must stand before the first one that needs the cluster: “${this.madeFor}”`);
    this.options = { ...this.options, ...options };
  }

  readFile(path: string): string {
    const own = this.files.get(path);
    if (own !== undefined) return own;
    if (isFolder(this.place(path))) throw new Error(`"${path}" is a folder: name a file in it`);
    return readFileSync(this.lookedFor(path), 'utf8');
  }

  /** What `kubectl -f` takes from a folder: that of the scenario's own files, or one beside the feature. */
  private listFiles(folder: string, recursive: boolean): string[] | undefined {
    const within = `${folder.replace(/\/+$/, '')}/`;
    const own = [...this.files.keys()].filter((file) => file.startsWith(within));
    if (own.length > 0) return own.filter((file) => recursive || !file.slice(within.length).includes('/')).sort();
    const place = this.place(folder);
    return manifestsForKubectl(place, recursive)?.map((file) => join(folder, relative(place, file)));
  }

  /** The manifests that this means: a file, or those of a folder and of what is below it. @throws Error when there are none */
  manifestsAt(path: string): string[] {
    this.assertFileExists(path);
    if (this.files.has(path) || !isFolder(this.place(path))) return [path];
    const fromHere = relative(process.cwd(), this.place(path)) || '.';
    return manifestsBelow(fromHere, '> rendered.yaml').map((file) => relative(this.folder, resolve(file)));
  }

  /** @throws Error when there is no such file beside the feature */
  assertFileExists(path: string): void {
    if (this.files.has(path) || existsSync(this.lookedFor(path))) return;
    throw new Error(`there is no file "${path}" in ${this.folder}: manifests are looked for beside the feature`);
  }

  private place(path: string): string {
    return isAbsolute(path) ? path : join(this.folder, path);
  }

  private lookedFor(path: string): string {
    const file = this.place(path);
    if (reads.hasSubscribers && !isFolder(file)) reads.publish(file);
    return file;
  }

  /** Runs a command line on the workstation until it is done. */
  execute(commandLine: string): RunningCommand {
    return this.timed(() => this.cluster.execute(commandLine));
  }

  /** Runs a command line on a node, as root, until it is done. */
  executeOnNode(node: string, commandLine: string): RunningCommand {
    return this.timed(() => this.cluster.finish(this.cluster.runOnNode(node, commandLine)));
  }

  private timed(run: () => RunningCommand): RunningCommand {
    const startMs = this.cluster.now;
    this.lastCommand = run();
    this.commandEndedMs = this.cluster.now;
    this.lastCommandMs = this.commandEndedMs - startMs;
    return this.lastCommand;
  }

  get isOutcome(): boolean {
    return this.under === 'Then';
  }

  /** Says how the app of a container behaves. */
  behave({ container, pod, namespace, image }: ContainerName, behaviour: Behaviour): void {
    if (this.isOutcome) throw told(NOTHING_CHECKED);
    const selector = {
      container,
      ...(pod !== undefined && { pod }),
      ...(namespace !== undefined && { namespace }),
      ...(image !== undefined && { image }),
    };
    this.cluster.behaviours.set(selector, behaviour);
    if (!container.includes('*')) this.behaving.push(container);
  }

  /** What can only be judged when the last sentence was played. */
  assertEnd(): void {
    for (const check of this.lasting) check();
    // A misspelt name must not pass: what was said of a container that no pod ever had is an error
    for (const name of this.behaving) assertContainerIsKnown(this.cluster, name);
    assertImagesAreKnown(this.cluster);
    assertLoadsAreKnown(this.cluster);
    assertPathsAreAsked(this.cluster);
  }

  applyBehaviours(file: string, text: string): void {
    this.behaving.push(...applyBehaviours(this.cluster, text, file));
  }

  setFeature(uri: string): void {
    this.folder = dirname(isAbsolute(uri) ? uri : join(process.cwd(), uri));
  }
}

const nothing = (): never => undefined as never;

setWorldConstructor(PodwrightWorld);
