import type { Task } from '../../kernel';
import { elementKey, evaluateText } from './arithmetic';
import { optionLetters } from './builtins/options';
import { ShellError, UnsetParameter } from './control';
import { expandPattern, expandText, listPieces, type Piece, piecesOf } from './expand';
import { compiled, patternSource } from './pattern';
import type { Shell } from './shell';
import type { ParameterExpansionPart, ParameterOperation, Word } from './syntax';

/** The value of a parameter: variable, positional or special; undefined when it is not set. */
export function parameterValue(shell: Shell, name: string): string | undefined {
  if (/^\d+$/.test(name)) return name === '0' ? (shell.scriptName ?? shell.name) : shell.positional[Number(name) - 1];
  switch (name) {
    case '?':
      return String(shell.status);
    case '$':
      return String(shell.mainPid);
    case '!':
      return shell.lastBackground === undefined ? undefined : String(shell.lastBackground);
    case '#':
      return String(shell.positional.length);
    case '-':
      return optionLetters(shell);
    case 'PIPESTATUS':
      if (shell.dialect.arrays) return String(shell.pipeStatus[0]);
      break;
    case '@':
    case '*':
      return shell.positional.length > 0 ? shell.positional.join(separator(shell)) : undefined;
    case 'RANDOM':
      if (shell.dialect.kind !== 'dash')
        return String(shell.proc.kernel.random.stream('shell/random').integer(0, 32767));
      break;
    case 'LINENO':
      if (shell.dialect.kind !== 'dash') return String(shell.site.line);
      break;
    case 'HOSTNAME':
      return shell.variables.get(name) ?? (shell.dialect.kind === 'bash' ? shell.proc.hostname : undefined);
    case 'PPID':
      return String(shell.proc.parent?.pid ?? 0);
  }
  return shell.variables.get(name) ?? (shell.dialect.kind === 'bash' ? bashVariable(shell, name) : undefined);
}

/** bash has the statuses of the last pipeline in an array. */
function publishPipeStatus({ dialect, variables, pipeStatus }: Shell): void {
  if (dialect.arrays) variables.setElements('PIPESTATUS', pipeStatus.map(String));
}

/** Variables that bash makes up when they are asked for. */
function bashVariable(shell: Shell, name: string): string | undefined {
  const { proc } = shell;
  switch (name) {
    case 'SECONDS':
      return String(Math.floor((proc.kernel.now - proc.startedAtMs) / 1000));
    case 'EPOCHSECONDS':
      return String(Math.floor(proc.wallMs() / 1000));
    case 'EPOCHREALTIME':
      return `${(proc.wallMs() / 1000).toFixed(3)}000`;
    case 'BASHPID':
      return String(proc.pid);
    case 'UID':
    case 'EUID':
      return String(proc.uid);
    case 'FUNCNAME':
      return shell.functionNames[0];
    case 'BASH':
      return '/bin/bash';
    case 'BASH_SOURCE':
      return shell.scriptName;
    case 'BASH_VERSINFO':
      return '5';
    case 'HOSTTYPE':
      return proc.machine.architecture;
  }
  return undefined;
}

/** `$name`, `$1`, `$@`. */
export function expandSimple(shell: Shell, name: string, quoted: boolean): Piece[] {
  if (name === '@' || (name === '*' && !quoted)) return listPieces(shell.positional, quoted);
  if (name === '*') return [{ kind: 'quoted', text: shell.positional.join(separator(shell)) }];
  const value = parameterValue(shell, name);
  if (value === undefined) checkSet(shell, name);
  return [{ kind: quoted ? 'quoted' : 'split', text: value ?? '' }];
}

/** `${…}` in all its forms. */
export function* expandParameter(shell: Shell, part: ParameterExpansionPart, quoted: boolean): Task<Piece[]> {
  checkDialect(shell, part);
  if (part.parameter === 'PIPESTATUS') publishPipeStatus(shell);
  const name = part.prefix === '!' ? yield* indirectName(shell, part) : part.parameter;
  if (Array.isArray(name)) return listPieces(name, quoted);
  if (part.prefix === '#') return [piece(quoted, String(yield* lengthOf(shell, part)))];
  const list = listOf(shell, name, part.index);
  if (list && part.operation?.type !== 'Default') {
    const values = shell.dialect.arrays ? yield* transformList(shell, part, list) : [...list];
    if (isStar(name, part.index) && quoted) return [piece(true, values.join(separator(shell)))];
    return listPieces(values, quoted);
  }
  const value = part.index && !list ? yield* elementOf(shell, name, part.index) : wholeValue(shell, name, list);
  const { operation } = part;
  if (operation?.type === 'Default') {
    if (list && list.length > 0 && !isReplaced(operation.operator, list.join(' '))) return listPieces(list, quoted);
    return yield* expandDefault(shell, name, value, operation, quoted);
  }
  if (value === undefined) checkSet(shell, name);
  return [piece(quoted, operation ? yield* transform(shell, part, operation, value ?? '') : (value ?? ''))];
}

function piece(quoted: boolean, text: string): Piece {
  return { kind: quoted ? 'quoted' : 'split', text };
}

function wholeValue(shell: Shell, name: string, list: readonly string[] | undefined): string | undefined {
  if (!list) return parameterValue(shell, name);
  return list.length > 0 ? list.join(' ') : undefined;
}

function separator(shell: Shell): string {
  const ifs = shell.variables.get('IFS');
  return ifs === undefined ? ' ' : ifs.slice(0, 1);
}

function isStar(name: string, index: Word | undefined): boolean {
  return name === '*' || index?.value === '*';
}

/** `$@`, `$*`, `${a[@]}` and `${a[*]}` stand for several values. */
function listOf(shell: Shell, name: string, index: Word | undefined): string[] | undefined {
  if (name === '@' || name === '*') return shell.positional;
  if (index?.value === '@' || index?.value === '*') return shell.variables.elements(name);
  return undefined;
}

function* elementOf(shell: Shell, name: string, index: Word): Task<string | undefined> {
  const key = yield* elementKey(shell, name, yield* expandText(shell, index));
  return shell.variables.element(name, key) ?? (key === 0 ? parameterValue(shell, name) : undefined);
}

function* indirectName(shell: Shell, part: ParameterExpansionPart): Task<string | string[]> {
  if (part.operation?.type === 'Names') return shell.variables.names(part.parameter);
  if (part.index?.value === '@' || part.index?.value === '*')
    return shell.variables.indexes(part.parameter).map(String);
  return parameterValue(shell, part.parameter) ?? '';
}

function* lengthOf(shell: Shell, part: ParameterExpansionPart): Task<number> {
  const list = listOf(shell, part.parameter, part.index);
  if (list) return list.length;
  const value = part.index
    ? yield* elementOf(shell, part.parameter, part.index)
    : parameterValue(shell, part.parameter);
  if (value === undefined) checkSet(shell, part.parameter);
  return (value ?? '').length;
}

function checkSet(shell: Shell, name: string): void {
  if (!shell.options.has('u') || name === '@' || name === '*') return;
  const text = shell.dialect.kind === 'bash' ? 'unbound variable' : 'parameter not set';
  throw new UnsetParameter(
    `${/^\d$/.test(name) && shell.dialect.kind === 'bash' ? `$${name}` : name}: ${text}`,
    unsetExit(shell),
  );
}

/** bash has 127 where it was given the script with -c, and is not a subshell, without `set -e`. */
function unsetExit(shell: Shell): number {
  if (shell.dialect.kind !== 'bash') return 2;
  return shell.fromCommandLine && !shell.forked && !shell.options.has('e') ? 127 : 1;
}

function checkDialect(shell: Shell, part: ParameterExpansionPart): void {
  const { operation, index, prefix } = part;
  if (part.parameter === '' || operation?.type === 'Unknown')
    throw new ShellError(badSubstitution(shell, part), shell.dialect.kind === 'bash' ? 1 : 2);
  const newer = operation?.type === 'Slice' || operation?.type === 'Replace';
  const bashOnly = index !== undefined || prefix === '!' || operation?.type === 'CaseModification';
  if ((newer && !shell.dialect.substringExpansion) || (bashOnly && !shell.dialect.arrays)) {
    throw new ShellError(badSubstitution(shell, part), shell.dialect.kind === 'bash' ? 1 : 2);
  }
}

function badSubstitution(shell: Shell, part: ParameterExpansionPart): string {
  if (shell.dialect.kind === 'bash') return `${part.text}: bad substitution`;
  return shell.dialect.kind === 'dash' ? 'Bad substitution' : 'syntax error: bad substitution';
}

function isReplaced(operator: string, value: string | undefined): boolean {
  const missing = value === undefined || (operator.startsWith(':') && value === '');
  return operator.endsWith('+') ? !missing : missing;
}

function* expandDefault(
  shell: Shell,
  name: string,
  value: string | undefined,
  operation: Extract<ParameterOperation, { type: 'Default' }>,
  quoted: boolean,
): Task<Piece[]> {
  const { operator, operand } = operation;
  if (!isReplaced(operator, value)) return operator.endsWith('+') ? [piece(quoted, '')] : [piece(quoted, value ?? '')];
  if (operator.endsWith('?')) {
    const message = yield* expandText(shell, operand);
    const bash = shell.dialect.kind === 'bash';
    const unset =
      operator !== ':?' ? 'parameter not set' : bash ? 'parameter null or not set' : 'parameter not set or null';
    throw new UnsetParameter(`${name}: ${message || unset}`, unsetExit(shell));
  }
  if (operator.endsWith('=')) {
    const text = yield* expandText(shell, operand);
    shell.variables.set(name, text);
    return [piece(quoted, text)];
  }
  return (yield* piecesOf(shell, operand, quoted)).map((part) =>
    part.kind === 'plain' ? { ...part, kind: 'split' } : part,
  );
}

function* transformList(shell: Shell, part: ParameterExpansionPart, list: readonly string[]): Task<string[]> {
  const { operation } = part;
  if (!operation) return [...list];
  if (operation.type === 'Slice') {
    const values = part.index ? [...list] : [parameterValue(shell, '0') ?? '', ...list];
    const offset = Number(yield* evaluateText(shell, yield* expandText(shell, operation.offset)));
    const start = offset < 0 ? values.length + offset : offset;
    const length = operation.length
      ? Number(yield* evaluateText(shell, yield* expandText(shell, operation.length)))
      : values.length;
    return values.slice(start, start + length);
  }
  const out: string[] = [];
  for (const value of list) out.push(yield* transform(shell, part, operation, value));
  return out;
}

function* transform(
  shell: Shell,
  part: ParameterExpansionPart,
  operation: ParameterOperation,
  value: string,
): Task<string> {
  switch (operation.type) {
    case 'Remove':
      return remove(value, operation.operator, yield* expandPattern(shell, operation.operand));
    case 'Replace': {
      const pattern = yield* expandPattern(shell, operation.pattern);
      const replacement = yield* expandText(shell, operation.replacement);
      const anchored = /^\/([#%])$/.exec(operation.operator)?.[1];
      // ash does not know the anchors of bash: they are characters like others.
      if (anchored && shell.dialect.kind === 'ash') return replace(value, '/', `${anchored}${pattern}`, replacement);
      return replace(value, operation.operator, pattern, replacement);
    }
    case 'Slice': {
      const offset = Number(yield* evaluateText(shell, yield* expandText(shell, operation.offset)));
      const length = operation.length && (yield* evaluateText(shell, yield* expandText(shell, operation.length)));
      return slice(value, offset, length === undefined ? undefined : Number(length));
    }
    case 'CaseModification': {
      const change = operation.operator.startsWith('^')
        ? (s: string) => s.toUpperCase()
        : (s: string) => s.toLowerCase();
      if (operation.operand && operation.operand.value !== '')
        return shell.notImplemented(`the expansion ${part.text}`);
      return operation.operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
    }
    default: {
      const text = transformed(part.text, value);
      return text ?? shell.notImplemented(`the expansion ${part.text}`);
    }
  }
}

/** `${x@Q}` and its like (bash). */
function transformed(expansion: string, value: string): string | undefined {
  switch (/@(\w)\}$/.exec(expansion)?.[1]) {
    case 'Q':
      return /[\x00-\x1f]/.test(value) ? ansiQuoted(value) : `'${value.replace(/'/g, `'\\''`)}'`;
    case 'U':
      return value.toUpperCase();
    case 'L':
      return value.toLowerCase();
    case 'u':
      return value.slice(0, 1).toUpperCase() + value.slice(1);
  }
  return undefined;
}

function ansiQuoted(value: string): string {
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\\': '\\\\', "'": "\\'" };
  return `$'${value.replace(/[\n\t\r\\']/g, (c) => escapes[c]!)}'`;
}

function slice(value: string, offset: number, length: number | undefined): string {
  const start = offset < 0 ? value.length + offset : offset;
  if (start < 0) return '';
  if (length === undefined) return value.slice(start);
  return length < 0 ? value.slice(start, Math.max(start, value.length + length)) : value.slice(start, start + length);
}

/** `#`, `##`, `%`, `%%`: cuts the shortest or longest match off the beginning or the end. */
function remove(value: string, operator: string, pattern: string): string {
  if (operator.startsWith('#')) {
    const expression = compiled(`^(?:${patternSource(pattern, { lazy: operator === '#' })})`);
    return value.replace(expression, '');
  }
  const whole = compiled(`^(?:${patternSource(pattern)})$`);
  const starts = Array.from({ length: value.length + 1 }, (_, i) => i);
  if (operator === '%') starts.reverse();
  const start = starts.find((i) => whole.test(value.slice(i)));
  return start === undefined ? value : value.slice(0, start);
}

function replace(value: string, operator: string, pattern: string, replacement: string): string {
  if (pattern === '') return value;
  const source = patternSource(pattern);
  if (operator === '//') return value.replace(compiled(source, 'g'), () => replacement);
  if (operator === '/#') return value.replace(compiled(`^(?:${source})`), () => replacement);
  if (operator === '/%') return value.replace(compiled(`(?:${source})$`), () => replacement);
  return value.replace(compiled(source), () => replacement);
}
