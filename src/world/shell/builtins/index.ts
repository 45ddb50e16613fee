import type { ShellKind } from '../dialect';
import type { Builtin } from './builtin';
import { FLOW } from './flow';
import { JOBS } from './jobs';
import { TEXT } from './text';
import { VARIABLES } from './variables';

let table: Map<string, Builtin> | undefined;

/** The command of this name that this shell executes itself. */
export function findBuiltin(name: string, kind: ShellKind): Builtin | undefined {
  table ??= new Map([FLOW, JOBS, TEXT, VARIABLES].flatMap((group) => Object.entries(group)));
  const found = table.get(name);
  return found?.shells.includes(kind) ? found : undefined;
}

const SPECIAL = new Set([
  '.',
  ':',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'source',
  'times',
  'trap',
  'unset',
]);

/** Special builtins keep the assignments in front of them (XCU 2.14). */
export function isSpecial(name: string): boolean {
  return SPECIAL.has(name);
}
