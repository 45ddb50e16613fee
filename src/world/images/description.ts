/** An image as data: what a user writes into a YAML file, and what the shipped catalogue is made of. */
export interface ImageDescription {
  /** The repository: `nginx`, `wangyanglinux/myapp`, `registry.k8s.io/pause`. A tag may follow; then only that tag is described. */
  readonly image: string;
  /** Tags that exist: names, patterns with `*`, or `*` alone for everything that reads like a version. Default `*`. */
  readonly tags?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly workdir?: string;
  readonly user?: string;
  /** `SIGQUIT` … Default SIGTERM. */
  readonly stopSignal?: string;
  readonly exposes?: readonly number[];
  /** Path to content. A directory is a path that ends in `/`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Path to target. */
  readonly links?: Readonly<Record<string, string>>;
  /** Path of an executable to a program's name, or to a server described here. */
  readonly programs?: Readonly<Record<string, string | ServerDescription>>;
  /** Commands besides those of the distribution: `curl`, `dig` … Whoever uses one that nobody has written ends the run. */
  readonly commands?: readonly string[];
  /** Which shell there is; `none`: an image without shell and commands. Default ash. */
  readonly shell?: ImageShell;
  /** Whose commands there are. Default what the shell tells: Debian with bash and dash, Alpine with ash. */
  readonly distribution?: 'busybox' | 'alpine' | 'debian' | 'redhat';
  /** The release of BusyBox where the image is nothing else: `1.28`. */
  readonly busybox?: string;
  /** `142MB`, or bytes. */
  readonly size?: string | number;
  /** Whether nodes have it from the beginning. Default true. */
  readonly onNode?: boolean;
  /** What differs for some tags; the first one that has the tag counts. */
  readonly variants?: readonly ImageVariant[];
}

export type ImageShell = 'ash' | 'bash' | 'dash' | 'none';

export interface ImageVariant extends Partial<Omit<ImageDescription, 'image' | 'variants' | 'tags'>> {
  readonly tags: readonly string[];
}

/** A server that nobody wrote a program for. */
export interface ServerDescription {
  /** Where it listens; default the ports that the image exposes. */
  readonly ports?: readonly number[];
  /**
   * Default http: answers requests. `tcp` accepts connections, and answers who asks in the words of PostgreSQL or redis whether it
   * is well; `mysql` greets its clients first.
   */
  readonly protocol?: 'http' | 'https' | 'tcp' | 'grpc' | 'mysql';
  /** From process start to open port. Default latency `appListen`. */
  readonly startMs?: number;
  /** Lines on stdout when it starts, when it is ready and when it is told to stop. */
  readonly log?: {
    readonly start?: readonly string[];
    readonly ready?: readonly string[];
    readonly stop?: readonly string[];
  };
  /** Answers by path, as in a behaviour. */
  readonly responses?: readonly {
    readonly path?: string;
    readonly status?: number;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }[];
  /** What signals do: the exit code, and how long it takes. Default TERM and INT end it with 0 at once. */
  readonly signals?: Readonly<Record<string, { readonly code: number; readonly afterMs?: number } | 'ignore'>>;
  /** It takes no notice of SIGTERM, as interpreters without a handler do when they are PID 1. */
  readonly ignoresTerm?: boolean;
  /** Environment variables without which it ends with code 1, and what it says then. */
  readonly requires?: { readonly anyOf: readonly string[]; readonly message: string };
}
