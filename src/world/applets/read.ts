import type { Task } from '../../kernel';
import { Device } from '../files';
import { openForReading } from '../process';
import { readSome, roomIn } from '../stream';
import type { Call } from './call';
import { touchMemory } from './memory';

/** The pieces of a file, or of stdin for `-`. */
export function* readPieces(call: Call, path: string, each: (data: string) => void): Task {
  const input = path === '-' ? call.proc.stdin : openForReading(call.proc, path).input;
  if (!input) return;
  for (let data = yield* readSome(input); data !== undefined; data = yield* readSome(input)) {
    each(data);
    yield* roomIn(call.proc.stdout);
  }
}

/** The whole of a file, or of stdin for `-`. Of an endless device that is all of the memory: `tail /dev/zero`. */
export function* readWhole(call: Call, path: string): Task<string> {
  if (path !== '-' && isEndless(call, path)) yield* touchMemory(call, Number.POSITIVE_INFINITY);
  const pieces: string[] = [];
  yield* readPieces(call, path, (data) => pieces.push(data));
  return pieces.join('');
}

function isEndless({ proc }: Call, path: string): boolean {
  const node = proc.fs.nodeAt(proc.path(path));
  return node instanceof Device && ['zero', 'full', 'random'].includes(node.device);
}
