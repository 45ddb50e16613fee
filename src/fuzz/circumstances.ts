import type { Cluster } from '../cluster';
import { hostAppears } from '../described/index';
import { formatDuration } from '../duration';
import type { Behaviour } from '../world/index';

/** Values of a sentence by name; those that end in `Ms` are durations in milliseconds. */
export type Values = Readonly<Record<string, string | number>>;

/** How the world is, as plain data: one sentence that stands before the manifests are created. */
export interface Circumstance {
  readonly kind: CircumstanceKind;
  readonly values: Values;
}

/** What one kind of circumstance does in a cluster, and how a feature says it. */
interface Meaning {
  readonly sentence: (values: Values) => string;
  readonly apply: (cluster: Cluster, values: Values) => void;
}

function text(values: Values, name: string): string {
  return String(values[name]);
}

function number(values: Values, name: string): number {
  return Number(values[name]);
}

function time(values: Values, name: string): string {
  return formatDuration(number(values, name));
}

/** How the app of a container behaves, in the words of `steps/givenBehaviours.ts`. */
function app(says: (values: Values) => string, make: (values: Values) => Behaviour): Meaning {
  return {
    sentence: (values) => `container "${text(values, 'container')}" ${says(values)}`,
    apply: (cluster, values) => cluster.behaviours.set({ container: text(values, 'container') }, make(values)),
  };
}

function window(values: Values): { fromMs: number; untilMs: number } {
  return { fromMs: number(values, 'fromMs'), untilMs: number(values, 'fromMs') + number(values, 'lastsMs') };
}

function fromTo(values: Values): string {
  const { fromMs, untilMs } = window(values);
  return `from ${formatDuration(fromMs)} to ${formatDuration(untilMs)}`;
}

const MEBIBYTE = 1024 * 1024;

/** Every kind of circumstance: the sentence and what it does are one row, so that they cannot drift apart. */
const MEANINGS = {
  'starts-late': app(
    (v) => `starts serving after ${time(v, 'afterMs')}`,
    (v) => ({ startsServingAfterMs: number(v, 'afterMs') }),
  ),
  'answers-slowly': app(
    (v) => `answers after ${time(v, 'afterMs')}`,
    (v) => ({ latencyMs: number(v, 'afterMs') }),
  ),
  hangs: app(
    (v) => `hangs ${fromTo(v)}`,
    (v) => ({ hangs: [window(v)] }),
  ),
  refuses: app(
    (v) => `refuses connections ${fromTo(v)}`,
    (v) => ({ refuses: [window(v)] }),
  ),
  'answers-500': app(
    (v) => `answers 500 ${fromTo(v)}`,
    (v) => ({ responses: [{ status: 500, ...window(v) }] }),
  ),
  'crashes-at-first': app(
    (v) =>
      `crashes the first ${text(v, 'times')} times after ${time(v, 'afterMs')} with exit code ${text(v, 'exitCode')}`,
    (v) => ({ exits: { afterMs: number(v, 'afterMs'), code: number(v, 'exitCode'), times: number(v, 'times') } }),
  ),
  'keeps-crashing': app(
    (v) => `crashes after ${time(v, 'afterMs')} with exit code ${text(v, 'exitCode')}`,
    (v) => ({ exits: { afterMs: number(v, 'afterMs'), code: number(v, 'exitCode') } }),
  ),
  works: app(
    (v) => `works for ${time(v, 'forMs')}`,
    (v) => ({ works: { forMs: number(v, 'forMs') } }),
  ),
  'fails-its-work': app(
    (v) => `works for ${time(v, 'forMs')} and ends with exit code ${text(v, 'exitCode')}`,
    (v) => ({ works: { forMs: number(v, 'forMs'), code: number(v, 'exitCode') } }),
  ),
  'ignores-term': app(
    () => 'ignores SIGTERM',
    () => ({ ignoresTerm: true }),
  ),
  drains: app(
    (v) => `needs ${time(v, 'forMs')} to drain and serves meanwhile`,
    (v) => ({ drain: { forMs: number(v, 'forMs'), serving: true } }),
  ),
  'uses-memory': app(
    (v) => `uses ${text(v, 'mebibytes')}Mi of memory`,
    (v) => ({ memory: { startBytes: number(v, 'mebibytes') * MEBIBYTE } }),
  ),
  'pull-takes': {
    sentence: (v) => `a pull of image "${text(v, 'image')}" takes ${time(v, 'forMs')}`,
    apply: ({ registry }, v) => {
      registry.setOnNode(text(v, 'image'), false);
      registry.setPull(text(v, 'image'), { latencyMs: number(v, 'forMs') });
    },
  },
  'dependency-appears': {
    sentence: (v) => `the manifest "${text(v, 'file')}" is created after ${time(v, 'afterMs')}`,
    apply: (cluster, v) =>
      cluster.later(number(v, 'afterMs'), () => cluster.run(`kubectl create -f ${text(v, 'file')}`)),
  },
  'host-appears': {
    sentence: (v) =>
      `a server at "${text(v, 'address')}" listens on port ${text(v, 'port')} from ${time(v, 'afterMs')}`,
    apply: (cluster, v) => hostAppears(cluster, text(v, 'address'), number(v, 'port'), number(v, 'afterMs')),
  },
} satisfies Record<string, Meaning>;

export type CircumstanceKind = keyof typeof MEANINGS;

/** The sentence of a feature that says it. */
export function circumstanceSentence({ kind, values }: Circumstance): string {
  return (MEANINGS[kind] as Meaning).sentence(values);
}

/** Makes it so, exactly as the sentence does. */
export function applyCircumstance(cluster: Cluster, { kind, values }: Circumstance): void {
  (MEANINGS[kind] as Meaning).apply(cluster, values);
}
