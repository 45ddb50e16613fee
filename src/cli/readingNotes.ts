import type { Manifest } from '../api/index';

/** Two documents that nothing separates are one to YAML: the first is lost. */
const BEGINS_A_DOCUMENT = /: "(?:apiVersion|kind)" is written twice/;

/** Sentences about what kubectl reads in another way than it looks, and says nothing of; the first of each object. */
export function readingNotes(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap(({ file, warnings: [first] }) => {
    if (first === undefined) return [];
    const hint = BEGINS_A_DOCUMENT.test(first) ? ': is a line with --- missing before it?' : '.';
    return [`${file}, ${first}${hint}`];
  });
}
