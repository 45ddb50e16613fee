import { relative } from 'node:path';
import pc from 'picocolors';

/** What somebody at the keyboard wants while nothing is played. */
export type Key = 'again' | 'all' | 'quit';

const KEYS: Readonly<Record<string, Key>> = {
  '\r': 'again',
  '\n': 'again',
  a: 'all',
  q: 'quit',
  '\x03': 'quit',
  '\x04': 'quit',
};
const CLEAR = '\x1b[2J\x1b[3J\x1b[H';
const NAMED = 3;

/** Says why something is played again; at a terminal on an empty screen. */
export function announce(changed: readonly string[]): void {
  if (process.stdout.isTTY) process.stdout.write(CLEAR);
  if (changed.length === 0) return;
  const names = changed.slice(0, NAMED).map((path) => relative('.', path));
  const more = changed.length > NAMED ? ` and ${changed.length - NAMED} more` : '';
  process.stdout.write(pc.dim(`${names.join(', ')}${more} changed\n\n`));
}

/** Says that it waits, and for what. `keys`: what they do here. */
export function waiting(keys: string): void {
  process.stdout.write(pc.dim(`\nwaiting for changes${process.stdin.isTTY ? `; ${keys}` : ', Ctrl-C ends'}\n`));
}

/** Listens to single keys until it is told to stop; without a terminal nothing is heard. @returns what stops it */
export function listen(onKey: (key: Key) => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  const hear = (data: Buffer) => {
    const key = KEYS[data.toString()];
    if (key) onKey(key);
  };
  stdin.setRawMode(true).resume().on('data', hear);
  return () => {
    stdin.removeListener('data', hear);
    stdin.setRawMode(false).pause();
  };
}
