/** What can be assigned to. */
export type Target =
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'element'; readonly name: string; readonly index: readonly Expression[] }
  | { readonly type: 'field'; readonly index: Expression };

export type Expression =
  | Target
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'regex'; readonly source: string }
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  | { readonly type: 'group'; readonly expression: Expression }
  | { readonly type: 'assign'; readonly operator: string; readonly target: Target; readonly value: Expression }
  | { readonly type: 'ternary'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly type: 'logical'; readonly operator: '&&' | '||'; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'in'; readonly index: readonly Expression[]; readonly name: string }
  | { readonly type: 'match'; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'compare'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'concat'; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'arithmetic'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly type: 'step'; readonly target: Target; readonly by: 1 | -1; readonly prefix: boolean }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly type: 'builtin'; readonly name: string; readonly args: readonly Expression[] | undefined }
  | Getline;

/** `getline`, `getline v < file`, `command | getline v`. */
export interface Getline {
  readonly type: 'getline';
  readonly from: 'main' | 'file' | 'command';
  readonly source: Expression | undefined;
  readonly target: Target | undefined;
}

/** Where `print` writes instead of stdout. */
export interface Redirection {
  readonly operator: '>' | '>>' | '|';
  readonly target: Expression;
}

export type Statement =
  | { readonly type: 'expression'; readonly expression: Expression }
  | { readonly type: 'print'; readonly args: readonly Expression[]; readonly to: Redirection | undefined }
  | { readonly type: 'printf'; readonly args: readonly Expression[]; readonly to: Redirection | undefined }
  | {
      readonly type: 'if';
      readonly test: Expression;
      readonly yes: Statement;
      readonly no: Statement | undefined;
    }
  | { readonly type: 'while'; readonly test: Expression; readonly body: Statement }
  | { readonly type: 'do'; readonly test: Expression; readonly body: Statement }
  | {
      readonly type: 'for';
      readonly initialize: Statement | undefined;
      readonly test: Expression | undefined;
      readonly update: Statement | undefined;
      readonly body: Statement;
    }
  | { readonly type: 'forIn'; readonly variable: string; readonly array: string; readonly body: Statement }
  | { readonly type: 'block'; readonly body: readonly Statement[] }
  | { readonly type: 'delete'; readonly name: string; readonly index: readonly Expression[] | undefined }
  | { readonly type: 'exit' | 'return'; readonly value: Expression | undefined }
  | { readonly type: 'next' | 'nextfile' | 'break' | 'continue' };

export type Pattern =
  | { readonly type: 'begin' | 'end' | 'always' }
  | { readonly type: 'when'; readonly test: Expression }
  | { readonly type: 'range'; readonly from: Expression; readonly to: Expression };

export interface Rule {
  readonly pattern: Pattern;
  /** Without one the record is printed. */
  readonly action: Statement | undefined;
}

export interface FunctionDefinition {
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface Program {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
}
