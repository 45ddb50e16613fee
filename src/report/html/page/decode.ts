import type { Story } from '../../story/types';
import type { RunIndex, WallClock } from '../types';

/** What stands packed in an element of the page: deflated, base64. */
export async function unpacked(id: string): Promise<string> {
  const text = document.getElementById(id)?.textContent ?? '';
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}

export async function readIndex(): Promise<RunIndex> {
  return JSON.parse(await unpacked('index')) as RunIndex;
}

export function readWallClock(): WallClock {
  return JSON.parse(document.getElementById('wall')?.textContent ?? '{}') as WallClock;
}

const chunks = new Map<number, Promise<readonly Story[]>>();

/** Stories are unpacked when somebody looks at them, with those that are packed with them. */
export async function readStory([chunk, index]: readonly [number, number]): Promise<Story | undefined> {
  const known = chunks.get(chunk) ?? unpacked(`chunk-${chunk}`).then((text) => JSON.parse(text) as Story[]);
  chunks.set(chunk, known);
  return (await known)[index];
}
