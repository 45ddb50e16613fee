import { complaintOf } from '../complaint';
import { Files, type Watched } from './files';
import { announce, type Key, listen, waiting } from './screen';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Something that is done again when files change. */
export interface Work {
  /** What is to be looked at: asked anew for each look, since a run finds out what it reads. */
  readonly watched: () => Watched;
  /** What the keys do, for people. */
  readonly keys: string;
  /**
   * Does it.
   *
   * @param changed files; none at the first time and when a key asks for it
   * @returns true when the user wants it all to end
   */
  play(changed: readonly string[], key: Key | undefined): Promise<boolean> | boolean;
  /** Is there anything to be done for these? */
  concerns(changed: readonly string[]): boolean;
}

/**
 * Does it, and does it again each time something changes, until a signal or a key ends it, or nobody reads it any more. What fails, even input that can't be
 * used, is said and does not end it.
 *
 * @returns the exit code: 0
 */
export async function watch(work: Work): Promise<number> {
  const files = new Files(work.watched);
  let wish: Wish = { changed: [] };
  while (wish.key !== 'quit') {
    const { changed, key } = wish;
    const startMs = Date.now();
    if ((await tried(() => work.play(changed, key))) || process.stdout.destroyed) break;
    files.learn(startMs);
    let say = () => waiting(work.keys);
    do {
      wish = await nextWish(files, say);
      say = () => {};
    } while (wish.key === undefined && !work.concerns(wish.changed));
    if (wish.key !== 'quit') announce(wish.changed);
  }
  return 0;
}

/** Why something is to be done: files have changed, or somebody has pressed a key. */
interface Wish {
  readonly changed: readonly string[];
  readonly key?: Key;
}

/** @param ready called when signals and keys are heard: who then reads that it waits may send one at once */
async function nextWish(files: Files, ready: () => void): Promise<Wish> {
  const stop = new AbortController();
  let key: Key | undefined;
  const end = (pressed: Key) => {
    key = pressed;
    stop.abort();
  };
  const quit = () => end('quit');
  for (const signal of SIGNALS) process.on(signal, quit);
  process.stdout.on('error', quit);
  const stopListening = listen(end);
  ready();
  try {
    const changed = await files.changes(stop.signal);
    return key ? { changed: [], key } : { changed };
  } finally {
    stopListening();
    for (const signal of SIGNALS) process.removeListener(signal, quit);
    process.stdout.removeListener('error', quit);
  }
}

async function tried(play: () => Promise<boolean> | boolean): Promise<boolean> {
  try {
    return await play();
  } catch (error) {
    process.stderr.write(complaintOf(error));
    return false;
  }
}
