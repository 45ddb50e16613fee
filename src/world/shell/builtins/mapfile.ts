import { readAll } from '../../stream';
import type { Action } from './builtin';

/** `mapfile` alias `readarray` (bash): the lines of stdin into an array; `-t` without their newlines. */
export const mapfile: Action = function* (shell, args) {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '-t');
  if (unknown !== undefined) shell.notImplemented(`mapfile ${unknown}`);
  const text = yield* readAll(shell.proc.stdin);
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const kept = args.includes('-t') ? lines.map((line) => line.replace(/\n$/, '')) : lines;
  shell.variables.setElements(words[0] ?? 'MAPFILE', kept);
  return 0;
};
