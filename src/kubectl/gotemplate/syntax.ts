/** A template as Go's text/template reads it, without `define`, `block` and `template`. */

/** Where something stands in the template: the line from 1, the column in bytes from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * One value of a command. `fields` are what follows without a space: `$x.a.b`, `(index .y 0).z`; Go says of such a chain
 * that it is where its second link is.
 */
export type Operand = { readonly source: string; readonly place: Place } & (
  | { readonly type: 'dot' }
  | { readonly type: 'nil' }
  | { readonly type: 'literal'; readonly value: string | number | bigint | boolean }
  | { readonly type: 'field'; readonly fields: readonly string[] }
  | { readonly type: 'variable'; readonly name: string; readonly fields: readonly string[] }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'pipeline'; readonly pipeline: Pipeline; readonly fields: readonly string[] }
);

/** What stands between two bars. */
export interface Command {
  readonly place: Place;
  readonly source: string;
  readonly operands: readonly Operand[];
}

/** `$x := command | command`. */
export interface Pipeline {
  readonly variables: readonly string[];
  /** `=` instead of `:=`: the variable is there already. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
  readonly source: string;
}

/** An action that has a body. */
export interface Block {
  readonly type: 'if' | 'with' | 'range';
  readonly pipeline: Pipeline;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[];
}

export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipeline: Pipeline }
  | { readonly type: 'break' }
  | { readonly type: 'continue' }
  | Block;

/** What is wrong with a template, or with its data, in the words of Go. */
export class GoTemplateError extends Error {}
