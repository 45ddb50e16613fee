import type { DataTable } from '@cucumber/cucumber';
import { assertPodIsKnown, nearest, podStory } from '../src/index';
import { awaited, fail, happening, type Observed, observable } from './observation';
import type { PodName } from './parameters';
import { Then } from './sentence';
import { type StoryRow, storySince } from './storySince';
import type { PodwrightWorld } from './world';

/** What `kubectl get pods -w` has shown of a pod, one row after the other. */

happening('{pod} goes/passes through (the )(status )(statuses )(states ){statuses}( in this order)', wentThrough);
observable('{pod} {went} through (the )(status )(statuses )(states ){statuses}( in this order)', wentThrough);
happening('{pod} goes/changes from {status} to {status}', (world: PodwrightWorld, pod: PodName, ...two: string[]) =>
  wentThrough(world, pod, two),
);
observable('{pod} went/changed from {status} to {status}', (world: PodwrightWorld, pod: PodName, ...two: string[]) =>
  wentThrough(world, pod, two),
);

Then(
  '{pod} goes/passes through( these statuses)( these states)(:)',
  function (this: PodwrightWorld, pod: PodName, table: DataTable) {
    const course = courseIn(table);
    awaited(this, () => follows(this, pod, course));
  },
);
Then(
  '{pod} went through( these statuses)( these states)(:)',
  function (this: PodwrightWorld, pod: PodName, table: DataTable) {
    const { holds, expected, seen } = follows(this, pod, courseIn(table));
    if (!holds) fail('by now', expected, seen);
  },
);

/** Words in this order, each of which one row of the story is shown as; other rows may stand between. */
interface Course {
  readonly words: readonly string[];
  shownAs(row: StoryRow): readonly string[];
}

/** READY, STATUS or both, as `kubectl get pods -w` would have shown them. */
const COLUMNS: Readonly<Record<string, 'status' | 'ready' | 'restarts'>> = {
  STATUS: 'status',
  READY: 'ready',
  RESTARTS: 'restarts',
};

function courseIn(table: DataTable): Course {
  const [head = [], ...rows] = table.raw();
  if (head.length === 1) return courseOf((head[0] === 'STATUS' ? rows : table.raw()).map(([word = '']) => word));
  const columns = head.map((title) => COLUMNS[title] ?? unknownColumn(title));
  return {
    words: rows.map((row) => row.join('  ')),
    shownAs: (row) => [columns.map((column) => row[column]).join('  ')],
  };
}

function unknownColumn(title: string): never {
  throw new Error(`there is no column "${title}" here; ${nearest(title, Object.keys(COLUMNS))}`);
}

function courseOf(words: readonly string[]): Course {
  const both = words.some((word) => /^\d+\/\d+/.test(word));
  return {
    words,
    shownAs: ({ ready, status }) => (both ? [`${ready} ${status}`, status, ready] : [status]),
  };
}

export function wentThrough(world: PodwrightWorld, pod: PodName, words: readonly string[]): Observed {
  return follows(world, pod, courseOf(words));
}

function follows(world: PodwrightWorld, { name, namespace }: PodName, { words, shownAs }: Course): Observed {
  assertPodIsKnown(world.cluster, name, namespace);
  const story = podStory(world.cluster, name, namespace);
  let from = 0;
  const missing = words.find((word) => {
    const found = story.findIndex((row, i) => i >= from && shownAs(row).includes(word));
    from = found + 1;
    return found < 0;
  });
  return {
    holds: missing === undefined,
    expected: `"${words.join('", "')}" in this order`,
    seen: `no "${missing}" at its place in ${steps(story, (row) => shownAs(row)[0] ?? row.status)}`,
  };
}

Then('{pod} {has} shown {status}', function (this: PodwrightWorld, { name, namespace }: PodName, wanted: string) {
  assertPodIsKnown(this.cluster, name, namespace);
  const story = podStory(this.cluster, name, namespace);
  if (!story.some((row) => row.status === wanted || row.ready === wanted))
    fail('at some time', `"${wanted}"`, steps(story));
});

for (const never of ['{never} shown/showed/show/shows', '{neverIs} (in )(the )(status )(state )'])
  observable(
    `{pod} ${never}${never.endsWith(')') ? '' : ' '}{status}`,
    (world: PodwrightWorld, { name, namespace }: PodName, unwanted: string): Observed => {
      assertPodIsKnown(world.cluster, name, namespace);
      const shown = ({ ready, status }: StoryRow) => [ready, status, `${ready} ${status}`];
      const row = storySince(world, name, namespace)[1].find((r) => shown(r).includes(unwanted));
      return {
        holds: !row,
        expected: `never "${unwanted}"`,
        seen: row ? `"${row.ready} ${row.status}" at ${world.moment(row.t)}` : 'never',
      };
    },
  );

function steps(story: readonly StoryRow[], look: (row: StoryRow) => string = ({ status }) => status): string {
  return story
    .map(look)
    .filter((status, i, all) => status !== all[i - 1])
    .join(' → ');
}
