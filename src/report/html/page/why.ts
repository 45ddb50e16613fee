import type { Lane, Reason, SpanState, Story } from '../../story/types';
import { h } from './dom';
import { clock } from './format';
import { spanAt } from './moment';
import { laneName, stateWord } from './timeline/describe';

/** Something that was so at a moment and can be explained. */
export interface StateThen {
  readonly lane: Lane;
  /** The pod that it is part of. */
  readonly pod: string;
  /** `container c of pod web: ready`. */
  readonly text: string;
  readonly state: SpanState | 'mark';
  /** Number of the first reason. */
  readonly why: number;
}

/** What can be explained at a moment: of each lane what happened just then, and the state that it is in. */
export function statesAt({ lanes }: Story, t: number): StateThen[] {
  const pods = lanes.filter(({ kind }) => kind === 'pod').length;
  const states: StateThen[] = [];
  let pod = '';
  for (const lane of lanes) {
    if (lane.kind === 'pod') pod = lane.name;
    else if (lane.kind === 'node' || lane.kind === 'client') pod = '';
    const isInPod = lane.kind === 'container' || lane.kind === 'probe' || lane.kind === 'hook';
    const name = `${laneName(lane)}${isInPod && pods > 1 ? ` of pod ${pod}` : ''}`;
    for (const { t: at, why, text } of lane.marks)
      if (at === t && why !== undefined) states.push({ lane, pod, text: `${name}: ${text}`, state: 'mark', why });
    const span = spanAt(lane, t);
    if (span?.why === undefined) continue;
    states.push({ lane, pod, text: `${name}: ${stateWord(lane, span)}`, state: span.state, why: span.why });
  }
  return states;
}

/** From what nobody has to explain to what everybody asks about. */
const TELLING: readonly StateThen['state'][] = [
  'ok',
  'ready',
  'done',
  'running',
  'waiting',
  'mark',
  'bad',
  'terminating',
  'unknown',
  'backoff',
  'failed',
];

/** What is asked about first: what the sentence names, else whatever is worst off; of equals a container rather than its pod. */
export function mostTelling(states: readonly StateThen[], sentence = ''): StateThen | undefined {
  const words = new Set(sentence.match(/[A-Za-z0-9][A-Za-z0-9.-]*/g));
  const weight = ({ lane, pod, state }: StateThen) =>
    TELLING.indexOf(state) * 4 +
    (words.has(lane.name) || words.has(pod) ? 100 : 0) +
    (lane.kind === 'container' ? 2 : lane.kind === 'pod' ? 1 : 0);
  return [...states].sort((a, b) => weight(b) - weight(a))[0];
}

/** The links of a chain, newest first. */
function reasonsOf({ why }: Pick<Story, 'why'>, first: number): Reason[] {
  const reasons: Reason[] = [];
  // Links point to older ones only; a file that somebody has changed must not hang the page.
  for (let next: number | undefined = first; next !== undefined && reasons.length < why.reasons.length; ) {
    const reason: Reason | undefined = why.reasons[next];
    if (!reason) break;
    reasons.push(reason);
    next = reason.next;
  }
  return reasons;
}

const ROOTS: Readonly<Record<NonNullable<Reason['root']>, string>> = {
  deed: 'Somebody did that.',
  manifest: 'The manifest says so.',
  app: 'That is what the app does.',
  world: 'That comes from outside of the cluster.',
  start: 'It was so when the story began.',
};

/** A chain as a list: when, what, by which rule and where that can be read; a time leads to its moment. */
export function chainList(story: Story, first: number, onMoment: (t: number) => void): HTMLElement {
  return h(
    'ol',
    { class: 'chain' },
    reasonsOf(story, first).map(({ t, says, rule, root }) => {
      const told = rule === undefined ? undefined : story.why.rules[rule];
      return h(
        'li',
        {},
        h('button', { type: 'button', class: 'time-link', click: () => onMoment(t) }, clock(t)),
        h(
          'div',
          {},
          h('p', {}, says, root && h('span', { class: 'root' }, ` ${ROOTS[root]}`)),
          told &&
            h(
              'p',
              { class: 'rule' },
              h('code', {}, told.id),
              h('span', { class: 'said' }, ` ${told.says} `, h('cite', {}, told.source)),
            ),
        ),
      );
    }),
  );
}
