export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  /** Without an expression: the one that was used last. */
  | { readonly kind: 'regex'; readonly expression: RegExp | undefined }
  /** `first~step` (GNU). */
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  /** `+n` after the first address. */
  | { readonly kind: 'count'; readonly count: number };

export interface Substitution {
  /** Undefined: the one that was used last. */
  readonly expression: RegExp | undefined;
  readonly replacement: string;
  readonly print: boolean;
  readonly all: boolean;
  /** Which match is the first that is replaced. */
  readonly nth: number;
  readonly file: string | undefined;
}

export interface Command {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  readonly name: string;
  /** The text of a, i and c, the label of :, b, t and T, the file of r and w, the code of q. */
  readonly text: string;
  readonly substitution?: Substitution;
  /** y: what becomes of each character. */
  readonly map?: ReadonlyMap<string, string>;
  /** {: the command after the group; b, t and T: where to go. */
  target: number;
}
