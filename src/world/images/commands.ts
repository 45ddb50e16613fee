import { commandTable } from '../applets';
import type { ProgramTable } from '../process';
import type { ShellKind } from './description';

const TABLES = new Map<string, ProgramTable>();

/** The commands of an image with this shell; `busybox` is the release of those that come with ash. */
export function standardCommands(shell: ShellKind, busybox = ''): ProgramTable {
  const key = `${shell} ${busybox}`;
  const table = TABLES.get(key) ?? commandTable(shell === 'none' ? 'ash' : shell);
  TABLES.set(key, table);
  return table;
}
