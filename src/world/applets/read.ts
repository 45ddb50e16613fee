import type { Task } from '../../kernel';
import { openForReading } from '../process';
import { readSome, roomIn } from '../stream';
import type { Call } from './call';

/** The pieces of a file, or of stdin for `-`. */
export function* readPieces(call: Call, path: string, each: (data: string) => void): Task {
  const input = path === '-' ? call.proc.stdin : openForReading(call.proc, path).input;
  if (!input) return;
  for (let data = yield* readSome(input); data !== undefined; data = yield* readSome(input)) {
    each(data);
    yield* roomIn(call.proc.stdout);
  }
}

/** The whole of a file, or of stdin for `-`. */
export function* readWhole(call: Call, path: string): Task<string> {
  const pieces: string[] = [];
  yield* readPieces(call, path, (data) => pieces.push(data));
  return pieces.join('');
}
