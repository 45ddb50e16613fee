import { podStory } from '../src/index';
import type { PodwrightWorld } from './world';

/** What `kubectl get pods -w` showed of a pod at once. */
export type StoryRow = ReturnType<typeof podStory>[number];

export const restartsIn = ({ restarts }: StoryRow): number => Number.parseInt(restarts, 10);

/** RESTARTS when a sentence began to look, and what was shown since. */
export function storySince(world: PodwrightWorld, name: string, namespace: string): [before: number, rows: StoryRow[]] {
  const story = podStory(world.cluster, name, namespace);
  const before = story.findLast(({ t }) => t < world.lookingSinceMs);
  return [before ? restartsIn(before) : 0, story.filter(({ t }) => t >= world.lookingSinceMs)];
}
