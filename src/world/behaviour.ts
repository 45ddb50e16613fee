import { matches } from '../kernel';
import { AskedPaths } from './askedPaths';
import { isReference, normalReference } from './images/reference';

/**
 * What an app does that nobody wrote a script for, as plain data: a YAML file, a Gherkin step and the fuzzer all make it.
 * Answers, hangs and ports are a server's; ends, files, lines, memory and stop signals are any main process's.
 * Times count from the start of the container, or from the start of the scenario where `sinceScenario` says so.
 * Without any behaviour an app opens its ports at once, answers 200 and ends with 0 on its stop signal.
 */
export interface Behaviour {
  /** Opens its ports this long after its start (and the program's own start-up time). */
  readonly startsServingAfterMs?: number;
  /** Where it listens for TCP connections. Default: on every address, at the ports that its manifest declares or probes. */
  readonly ports?: readonly PortRule[];
  /** Time that each answer takes. */
  readonly latencyMs?: number;
  /** Answers by path and time; of several that match, the last one counts. */
  readonly responses?: readonly ResponseRule[];
  /** Accepts connections and never answers. */
  readonly hangs?: readonly TimeWindow[];
  /** Its ports are closed. */
  readonly refuses?: readonly RefusalRule[];
  /** What its gRPC health service says, by service and time; the last match counts. Default SERVING. */
  readonly health?: readonly HealthRule[];
  /** Takes no notice of its stop signal: only SIGKILL ends it. */
  readonly ignoresTerm?: boolean;
  /** Ends on its stop signal without a thought for what it is answering: that is cut. */
  readonly endsAtOnce?: boolean;
  /** After the stop signal it takes this long to end; `serving` says whether it still accepts connections meanwhile. */
  readonly drain?: { readonly forMs: number; readonly serving?: boolean };
  /** Ends by itself. `times`: only the first so many instances of the container do. */
  readonly exits?: {
    readonly afterMs: number;
    readonly code: number;
    readonly times?: number;
    readonly sinceScenario?: boolean;
  };
  /** Servers and work alike try these when they start, before anything else; one that lacks some ends. */
  readonly needs?: readonly Need[];
  /** Exit code after the stop signal. Default 0. */
  readonly exitCodeOnTerm?: number;
  /** What it takes of CPUs while it runs, in thousandths of one, besides its share of loads (`CpuLoads`). Default 0. */
  readonly cpuMillis?: number;
  /** Memory grows until the container's limit is met. */
  readonly memory?: MemoryGrowth;
  /** Files that disappear or appear. */
  readonly files?: readonly FileRule[];
  /** What it says on stdout after that time. */
  readonly logs?: readonly { readonly afterMs: number; readonly line: string }[];
  /** Of an init container or a Job: how long it works (default 1 s) before it ends, with which code (default 0). */
  readonly works?: { readonly forMs?: number; readonly code?: number };
  /** Commands that a probe, a hook or a person runs in an image that nobody described; the last match counts. */
  readonly commands?: readonly CommandRule[];
}

export interface TimeWindow {
  /** Default 0. */
  readonly fromMs?: number;
  /** Default for ever. */
  readonly untilMs?: number;
  readonly sinceScenario?: boolean;
}

/** A port that an app listens on. */
export interface PortRule {
  /** Default those that its manifest declares or probes. */
  readonly port?: number;
  /** Where it takes connections: `127.0.0.1` is its own pod alone. Default every address. */
  readonly address?: string;
}

/** When an app takes no connections. */
export interface RefusalRule extends TimeWindow {
  /** Default all its ports. */
  readonly port?: number;
}

/** What holds only as long as an app lacks what it depends on. */
export interface DependentRule extends TimeWindow {
  /** The app tries this place at each request: `database:5432` takes no connection, `database` is a name that does not resolve. */
  readonly whileUnreachable?: string;
}

/** What an app can't start without. */
export interface Need {
  /** `database:5432` is to take a connection, `database` is a name that is to resolve. */
  readonly place: string;
  /** How long it goes on trying, each second. Default 0: once. */
  readonly forMs?: number;
  /** How it ends then. Default 1. */
  readonly code?: number;
}

export interface ResponseRule extends DependentRule {
  /** `/healthz`, `/api/*` for everything below, `/healthz?full=true` for that query alone. Default every path. */
  readonly path?: string;
  readonly port?: number;
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the app's own latency. */
  readonly latencyMs?: number;
}

export interface HealthRule extends DependentRule {
  /** Default every service. */
  readonly service?: string;
  /** `none`: the server has no health service. */
  readonly status: 'SERVING' | 'NOT_SERVING' | 'UNKNOWN' | 'none';
}

export interface MemoryGrowth {
  /** When it begins to grow. Default 0. */
  readonly fromMs?: number;
  /** What it has before. Default 0. */
  readonly startBytes?: number;
  /** Default 0. */
  readonly bytesPerSecond?: number;
  /** What it takes at once when it begins to grow. Default 0. */
  readonly takesBytes?: number;
  /** Meets the container's limit then, whatever the limit is; a container without one is an error. */
  readonly fullAfterMs?: number;
  readonly sinceScenario?: boolean;
}

export interface FileRule {
  readonly path: string;
  readonly afterMs: number;
  /** The new content; absent: the file is removed. */
  readonly content?: string;
  readonly sinceScenario?: boolean;
}

export interface CommandRule extends TimeWindow {
  /** The name of the program, or the beginning of the command line. Default every command. */
  readonly command?: string;
  readonly exitCode: number;
  readonly output?: string;
  readonly takesMs?: number;
}

/** Which container an app is. */
export interface AppIdentity {
  /** As its pod names it. */
  readonly image: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** What the runtime tells the main process of a container about itself. */
export interface AppContext {
  readonly container: AppIdentity;
  /** Ports that the manifest declares or probes: where a program that nobody described listens. */
  readonly ports: readonly number[];
  /** UDP ports that the manifest declares. */
  readonly udpPorts?: readonly number[];
  /** The behaviour as it is set now. */
  behaviour(): Behaviour;
  /** Calls `listener` when the behaviour may have changed; the returned function ends that. */
  onBehaviourChange?(listener: () => void): () => void;
  /** Told of each path that it is asked for. */
  asked?(path: string): void;
  /** An init container or a Job's container: a program that nobody described does its work and ends. */
  readonly isTask: boolean;
  /** Which instance of the container this is, from 0. */
  readonly attempt?: number;
  /** It can be changed while the container runs: `Behaviours.limitMemory`. */
  memoryLimitBytes?: number;
  /** The out-of-memory killer takes all processes of the container at once (cgroup v2, memory.oom.group). */
  readonly diesTogether?: boolean;
  /** Told when the out-of-memory killer takes one of the container's processes, the main one or another. */
  outOfMemory?(): void;
  /** Told when one of its processes holds more or less memory than before, or begins to grow. */
  memoryChanged?(): void;
}

/** Picks containers: exact names, or patterns with `*`, so that `web-*` is every pod of the Deployment web. Absent: all. */
export interface BehaviourSelector {
  /** As the pod names it, or the same image in other words: `nginx` is `docker.io/library/nginx:latest`. */
  readonly image?: string;
  readonly namespace?: string;
  readonly pod?: string;
  readonly container?: string;
}

const NOTHING: Behaviour = Object.freeze({});

/** How the apps of a cluster behave. What is set later wins; lists of rules grow. */
export class Behaviours {
  /** Which paths the apps were asked for. */
  readonly asked = new AskedPaths();
  private readonly entries: { readonly selector: BehaviourSelector; readonly behaviour: Behaviour }[] = [];
  private readonly listeners = new Set<() => void>();
  /** Counts what was set, so that what was derived from it can be kept. */
  private version = 0;

  /** All that is said, in its order. */
  get all(): readonly { readonly selector: BehaviourSelector; readonly behaviour: Behaviour }[] {
    return this.entries;
  }

  /** Adds to what is said about these containers; running ones notice at once. */
  set(selector: BehaviourSelector, behaviour: Behaviour): void {
    this.entries.push({ selector, behaviour });
    this.changed();
  }

  /** Forgets everything that was set with exactly this selector. */
  clear(selector: BehaviourSelector): void {
    const kept = this.entries.filter((entry) => !sameSelector(entry.selector, selector));
    this.entries.splice(0, this.entries.length, ...kept);
    this.changed();
  }

  of(container: AppIdentity): Behaviour {
    let merged = NOTHING;
    for (const { selector, behaviour } of this.entries) {
      if (selects(selector, container)) merged = mergeBehaviours(merged, behaviour);
    }
    return merged;
  }

  /** @returns a function that ends the subscription */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What the runtime hands to the main process of a container. */
  context(
    container: AppIdentity,
    app: Pick<
      AppContext,
      | 'ports'
      | 'udpPorts'
      | 'isTask'
      | 'attempt'
      | 'memoryLimitBytes'
      | 'diesTogether'
      | 'outOfMemory'
      | 'memoryChanged'
    >,
  ): AppContext {
    return {
      container,
      ...app,
      behaviour: this.remembered(container),
      onBehaviourChange: (listener) => this.onChange(listener),
      asked: (path) => this.asked.add(container, path),
    };
  }

  /** Another memory limit for a container that runs: when it will meet it is another moment now. */
  limitMemory(app: AppContext, bytes: number | undefined): void {
    if (app.memoryLimitBytes === bytes) return;
    if (bytes === undefined) delete app.memoryLimitBytes;
    else app.memoryLimitBytes = bytes;
    for (const listener of [...this.listeners]) listener();
  }

  /** A server asks at each request, and hardly ever is the answer another one. */
  private remembered(container: AppIdentity): () => Behaviour {
    let merged = NOTHING;
    let version = -1;
    return () => {
      if (version === this.version) return merged;
      version = this.version;
      merged = this.of(container);
      return merged;
    };
  }

  private changed(): void {
    this.version++;
    for (const listener of [...this.listeners]) listener();
  }
}

/** `later` wins field by field; lists are joined. */
function mergeBehaviours(earlier: Behaviour, later: Behaviour): Behaviour {
  const merged: Record<string, unknown> = { ...earlier };
  for (const [field, value] of Object.entries(later)) {
    const before = merged[field];
    merged[field] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
  }
  return merged;
}

/** Whether a selector picks this container. */
export function selects(selector: BehaviourSelector, container: AppIdentity): boolean {
  return (
    matches(selector.namespace, container.namespace) &&
    matches(selector.pod, container.pod) &&
    matches(selector.container, container.container) &&
    (selector.image === undefined || isSameImage(selector.image, container.image))
  );
}

/** Whether a name, or a pattern with stars, means this image. */
export function isSameImage(wanted: string, image: string): boolean {
  return (
    matches(wanted, image) ||
    (isReference(wanted) && isReference(image) && normalReference(wanted) === normalReference(image))
  );
}

function sameSelector(a: BehaviourSelector, b: BehaviourSelector): boolean {
  return a.namespace === b.namespace && a.pod === b.pod && a.container === b.container && a.image === b.image;
}
