import { ShellError } from './control';
import type { Shell } from './shell';

/** Less than this is lost among what any shell holds. */
const COUNTED_BYTES = 1024 * 1024;

/** More than any machine has. */
const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** What a shell keeps in variables is memory of its process: a loop of `a=$a$a` meets the limit of its container. */
export function holdVariables(shell: Shell, newest: string): void {
  if (newest.length < COUNTED_BYTES && shell.proc.memoryBytes < COUNTED_BYTES) return;
  shell.proc.useMemory(shell.variables.bytes);
}

/** A text longer than JavaScript can hold has taken the memory of its machine. @throws ShellError if nobody kills for it */
export function takeAllMemory(shell: Shell): never {
  shell.proc.useMemory(EVERYTHING);
  throw new ShellError('out of memory');
}
