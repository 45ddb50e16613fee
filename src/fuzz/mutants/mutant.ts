/** A fault put into the simulator on purpose, as data: the sources know nothing of it. */
export interface Mutant {
  /** `area/what`: `back-off/skips-a-step`. */
  readonly name: string;
  /** What is wrong with the simulator then, as a sentence. */
  readonly breaks: string;
  /** Below `src/`. */
  readonly file: string;
  /** A part of that file that stands in it exactly once. */
  readonly before: string;
  readonly after: string;
}

/**
 * The source with the fault in it.
 * @throws Error when the part that it changes does not stand there exactly once: then the source has moved on, and so must the mutant
 */
export function mutated(source: string, { name, file, before, after }: Mutant): string {
  const found = source.split(before).length - 1;
  if (found !== 1) throw new Error(`mutant ${name}: src/${file} has ${found} times, not once: ${before}`);
  return source.replace(before, () => after);
}
