/** What `nginx` was asked to do (nginx.org/en/docs/switches.html). */
export interface CommandLine {
  /** `-c`: another configuration file. */
  readonly config?: string;
  /** `-g`: directives before the file's. */
  readonly globals: string;
  /** `-s`: a word for the running master. */
  readonly signal?: string;
  /** `-t`. */
  readonly test: boolean;
  /** `-v`. */
  readonly version: boolean;
}

export function parseCommandLine(argv: readonly string[]): CommandLine {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (let i = 1; i < argv.length; i++) {
    const option = argv[i] ?? '';
    if (['-g', '-c', '-s', '-p', '-e'].includes(option)) values.set(option, argv[++i] ?? '');
    else flags.add(option.toLowerCase());
  }
  const config = values.get('-c');
  const signal = values.get('-s');
  return {
    globals: values.get('-g') ?? '',
    test: flags.has('-t'),
    version: flags.has('-v'),
    ...(config === undefined ? {} : { config }),
    ...(signal === undefined ? {} : { signal }),
  };
}
