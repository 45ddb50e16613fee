import type { FieldChange } from './application';

/** Something of which nobody can know whether it works, and without which the pod would start. */
export interface Obstacle {
  /** The fields that go. */
  readonly changes: readonly FieldChange[];
  /** `what init container "copy" does (sh -c …) in shop/web:1 is not known`. */
  readonly sentence: string;
  /** It still runs: it waits for something. */
  readonly waits: boolean;
  /** What it waits for is in its own pod or in the files, and does not come. */
  readonly waitsForOwn: boolean;
}

/** One that does not wait: it has failed for want of knowledge about it. */
export function unknown(changes: readonly FieldChange[], sentence: string): Obstacle {
  return { changes, sentence, waits: false, waitsForOwn: false };
}
