import { sleep, type Task } from '../../kernel';
import type { Call } from './call';

const MIB = 1024 * 1024;

/** Touches its memory page by page: each mebibyte takes its time, and the limit of the container ends it on the way. */
export function* touchMemory(call: Call, bytes: number): Task {
  for (let held = 0; held < bytes && bytes > MIB; held += MIB) {
    yield* sleep(call.proc.kernel.latency('memoryPerMiB'));
    call.proc.useMemory(Math.min(bytes, held + MIB));
  }
}
