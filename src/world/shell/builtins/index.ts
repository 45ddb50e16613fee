import type { ShellKind } from '../dialect';
import { ALIASES } from './aliases';
import type { Builtin } from './builtin';
import { DIRECTORY } from './directory';
import { FLOW } from './flow';
import { JOBS } from './jobs';
import { TEXT } from './text';
import { VARIABLES } from './variables';

let table: Map<string, Builtin> | undefined;

/** The command of this name that this shell executes itself. */
export function findBuiltin(name: string, kind: ShellKind): Builtin | undefined {
  table ??= new Map([FLOW, JOBS, TEXT, VARIABLES, ALIASES, DIRECTORY].flatMap((group) => Object.entries(group)));
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

/** Whether an error in its arguments ends ash and dash: `local` counts as special there. */
export function endsShell(name: string): boolean {
  return name === 'local' || isSpecial(name);
}

const RUN_CODE = new Set(['.', 'builtin', 'command', 'eval', 'source']);

/** Builtins that run other commands: the errors of those are not their own. */
export function runsCode(name: string): boolean {
  return RUN_CODE.has(name);
}
