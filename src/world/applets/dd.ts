import { sleep, type Task } from '../../kernel';
import { FsError, RegularFile } from '../files';
import { openForReading, openForWriting } from '../process';
import { readSome } from '../stream';
import { type Applet, type Call, UsageError } from './call';
import { touchMemory } from './memory';

const MIB = 1024 * 1024;
const SUFFIXES: Readonly<Record<string, number>> = {
  '': 1,
  c: 1,
  w: 2,
  b: 512,
  k: 1024,
  K: 1024,
  kB: 1000,
  M: MIB,
  MB: 1e6,
  G: 1024 * MIB,
  GB: 1e9,
};

function size(text: string): number {
  const match = /^(\d+)([a-zA-Z]*)$/.exec(text);
  const unit = SUFFIXES[match?.[2] ?? ''];
  if (!match || unit === undefined) throw new UsageError(`invalid number '${text}'`);
  return Number(match[1]) * unit;
}

/**
 * dd(1). Its buffer is one block, which is memory that counts: that is how `dd bs=200M` meets a container's limit. Data
 * from /dev/zero are counted, not made.
 */
export const dd: Applet = function* (call) {
  const given = new Map(
    call.args.map((arg) => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] as const),
  );
  for (const name of given.keys())
    if (!['if', 'of', 'bs', 'count', 'conv', 'status', 'oflag', 'skip'].includes(name)) call.notImplemented(`${name}=`);
  const block = size(given.get('bs') ?? '512');
  const count = given.has('count') ? size(given.get('count')!) : Number.POSITIVE_INFINITY;
  const from = given.get('if');
  const to = given.get('of');
  try {
    yield* touchMemory(call, block);
    const done =
      from === '/dev/zero'
        ? yield* zeros(call, to, block, count)
        : yield* copyData(call, from, to, { block, count, skip: size(given.get('skip') ?? '0') });
    if (done.isFull) call.complain(`error writing '${to ?? 'standard output'}': ${new FsError('ENOSPC', '').text}`);
    if (given.get('status') !== 'none') report(call, done);
    return done.isFull ? 1 : 0;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const path = error.path === to ? to : (from ?? '');
    return call.complain(
      call.flavour === 'busybox' ? `can't open '${path}': ${error.text}` : `failed to open '${path}': ${error.text}`,
    );
  }
};

interface Done {
  /** Those that were written as a whole. */
  readonly blocks: number;
  readonly bytes: number;
  readonly ms: number;
  /** There was no room for more. */
  readonly isFull: boolean;
}

function* zeros(call: Call, to: string | undefined, block: number, count: number): Task<Done> {
  const startMs = call.proc.kernel.now;
  const perBlockMs = (block / MIB) * call.proc.kernel.latency('memoryPerMiB');
  const file = to === undefined ? undefined : fileFor(call, to);
  const mostBytes = file?.room?.mostBytesOf(file) ?? Number.POSITIVE_INFINITY;
  const blocks = Math.min(count, Math.floor(mostBytes / block));
  if (blocks === Number.POSITIVE_INFINITY) {
    for (;;) yield* sleep(Math.max(1, perBlockMs));
  }
  yield* sleep(blocks * perBlockMs);
  const bytes = Math.min(block * count, mostBytes);
  if (file) file.declaredBytes = bytes;
  if (to === undefined) call.out('\0'.repeat(bytes));
  return { blocks, bytes, ms: call.proc.kernel.now - startMs, isFull: blocks < count };
}

function fileFor(call: Call, to: string): RegularFile | undefined {
  openForWriting(call.proc, to);
  const node = call.proc.fs.nodeAt(call.proc.path(to));
  return node instanceof RegularFile ? node : undefined;
}

function* copyData(
  call: Call,
  from: string | undefined,
  to: string | undefined,
  { block, count, skip }: { block: number; count: number; skip: number },
): Task<Done> {
  const input = from === undefined ? call.proc.stdin : openForReading(call.proc, from).input;
  const output = to === undefined ? call.proc.stdout : openForWriting(call.proc, to).output;
  const limit = block * (skip + count);
  let text = '';
  while (input && text.length < limit) {
    const data = yield* readSome(input);
    if (data === undefined) break;
    text += data;
  }
  text = text.slice(block * skip, limit);
  try {
    output?.write(text);
  } catch (error) {
    if (!(error instanceof FsError) || error.code !== 'ENOSPC') throw error;
    const bytes = to === undefined ? 0 : call.proc.fs.stat(call.proc.path(to)).sizeBytes;
    return { blocks: Math.floor(bytes / block), bytes, ms: 0, isFull: true };
  }
  return { blocks: Math.ceil(text.length / block), bytes: text.length, ms: 0, isFull: false };
}

/** The block for which there was no room has been read. */
function report(call: Call, { blocks, bytes, ms, isFull }: Done): void {
  const seconds = (ms / 1000).toFixed(6);
  const read = isFull ? blocks + 1 : blocks;
  call.err(`${read}+0 records in\n${blocks}+0 records out\n${bytes} bytes copied, ${seconds} seconds\n`);
}
