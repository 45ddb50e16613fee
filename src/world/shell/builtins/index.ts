import type { Builtin } from './builtin';
import { FLOW } from './flow';
import { JOBS } from './jobs';
import { TEXT } from './text';
import { VARIABLES } from './variables';

/** The commands that a shell executes itself, by name. */
export const BUILTINS: Readonly<Record<string, Builtin>> = Object.assign(
  Object.create(null),
  FLOW,
  JOBS,
  TEXT,
  VARIABLES,
);

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
  'times',
  'trap',
  'unset',
  'source',
]);

/** Special builtins keep the assignments in front of them (XCU 2.14). */
export function isSpecial(name: string): boolean {
  return SPECIAL.has(name);
}
