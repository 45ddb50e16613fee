import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';

/** Stories are packed together until this much text: neighbours compress well, and one is unpacked in some milliseconds. */
const CHUNK_BYTES = 400_000;

/** Data as it stands in the page: deflated, base64. Nothing of it can end an element or be taken for markup. */
export function packed(data: string | Uint8Array): string {
  return deflateRawSync(data, { level: 9 }).toString('base64');
}

export interface Chunks {
  readonly packed: readonly string[];
  /** Where the story of an attempt is. */
  readonly place: ReadonlyMap<string, readonly [chunk: number, index: number]>;
}

const HEAD = /^\{"testCaseStartedId":("(?:[^"\\]|\\.)+"),"story":/;
const HEAD_BYTES = 2000;

/**
 * Packs the stories in the order of the report.
 * @param files lines of `{testCaseStartedId, story}`, in the order in which scenarios ended. They are copied, not parsed; a
 *   last line that was not finished is left out.
 */
export function packStories(files: readonly string[], order: readonly string[]): Chunks {
  const stories = new Map(files.flatMap((file) => storiesOf(readFileSync(file))));
  const chunks: string[] = [];
  const place = new Map<string, readonly [number, number]>();
  let open: Buffer[] = [];
  let bytes = 0;
  const close = () => {
    if (open.length === 0) return;
    const parts = open.flatMap((story, i) => [Buffer.from(i === 0 ? '[' : ','), story]);
    chunks.push(packed(Buffer.concat([...parts, Buffer.from(']')])));
    open = [];
    bytes = 0;
  };
  for (const id of order) {
    const story = stories.get(id);
    if (!story) continue;
    place.set(id, [chunks.length, open.length]);
    open.push(story);
    bytes += story.length;
    if (bytes >= CHUNK_BYTES) close();
  }
  close();
  return { packed: chunks, place };
}

/** Stories by attempt, as they stand in a file: JSON. */
export function storiesOf(content: Buffer): [id: string, story: Buffer][] {
  const stories: [string, Buffer][] = [];
  for (let from = 0; from < content.length; ) {
    const end = content.indexOf(0x0a, from);
    if (end < 0) break;
    const head = HEAD.exec(content.toString('utf8', from, Math.min(end, from + HEAD_BYTES)));
    if (head?.[1])
      stories.push([JSON.parse(head[1]) as string, content.subarray(from + Buffer.byteLength(head[0]), end - 1)]);
    from = end + 1;
  }
  return stories;
}
