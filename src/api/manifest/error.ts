/** Where something stands in a file; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type ManifestProblemKind =
  | 'syntax'
  | 'unknown-field'
  | 'missing-field'
  | 'wrong-type'
  | 'unknown-kind'
  | 'missing-kind'
  | 'empty'
  | 'too-large'
  | 'alias-bomb';

/** One thing that is wrong with a manifest. */
export interface ManifestProblem {
  readonly kind: ManifestProblemKind;
  /** One or two sentences without the place. */
  readonly message: string;
  /** `spec.containers[0].image`; empty for the document itself. */
  readonly path: string;
  readonly position?: Position;
  /** What the API server (or the schema check of kubectl up to 1.24) says about it. */
  readonly kubernetes: string;
}

/**
 * A file that the API would not even read as objects. `message` is for people and names every problem with its place;
 * `kubectlMessage` is what kubectl prints for `kubectl create -f`.
 */
export class ManifestError extends Error {
  readonly kind: ManifestProblemKind;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(
    readonly file: string,
    readonly problems: readonly [ManifestProblem, ...ManifestProblem[]],
    /** With `{doing}` where kubectl says `creating`, `patching` or `replacing`. */
    private readonly kubectlTemplate: string,
    /** The message of the API server's 400, when it is the server that refuses. */
    readonly serverMessage?: string,
  ) {
    super(problems.map((problem) => sentence(file, problem)).join('\n'));
    this.name = 'ManifestError';
    this.kind = problems[0].kind;
    this.line = problems[0].position?.line;
    this.column = problems[0].position?.column;
  }

  /** What `kubectl create -f` prints on stderr. */
  get kubectlMessage(): string {
    return this.kubectlMessageWhen('creating');
  }

  /** What kubectl prints when it was creating, patching or replacing. */
  kubectlMessageWhen(doing: 'creating' | 'patching' | 'replacing'): string {
    return this.kubectlTemplate.replace('{doing}', () => doing);
  }
}

function sentence(file: string, { position, message }: ManifestProblem): string {
  return position ? `${file}:${position.line}:${position.column}: ${message}` : `${file}: ${message}`;
}
