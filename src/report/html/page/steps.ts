import type { Failure } from '../../failure';
import type { Story } from '../../story/types';
import type { Attempt, StepEntry } from '../types';
import { h } from './dom';
import { clock } from './format';
import { stateIcon } from './icons';

/** The sentences of a scenario with the moments at which they were true. */
export class StepList {
  readonly element: HTMLElement;
  private readonly items: readonly HTMLElement[];

  constructor(
    attempt: Attempt,
    private readonly story: Story | undefined,
    { failure, onMoment }: { failure: Failure | undefined; onMoment: (t: number) => void },
  ) {
    this.items = attempt.steps.map((step, i) => this.item(step, i, failure, onMoment));
    this.element = h(
      'section',
      { class: 'steps', 'aria-label': 'Steps' },
      h('h3', {}, 'Steps'),
      h('ol', { class: 'step-list' }, this.items),
    );
  }

  /** Marks the steps that were over by then. */
  show(t: number): void {
    this.items.forEach((item, i) => {
      const time = this.story?.steps[i];
      const isNow = time !== undefined && (time[0] < t || i === 0) && t <= time[1];
      item.classList.toggle('later', time !== undefined && time[1] > t && !isNow);
      item.classList.toggle('now', isNow);
      const next = this.story?.steps[i + 1];
      if (time && time[1] === t && !(next && next[1] === t)) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    });
  }

  private item(step: StepEntry, i: number, failure: Failure | undefined, onMoment: (t: number) => void): HTMLElement {
    const end = this.story?.steps[i]?.[1];
    const sentence = [h('span', { class: 'keyword' }, `${step.keyword} `), h('bdi', {}, ...sentenceParts(step.text))];
    const line =
      end === undefined
        ? h('div', { class: 'sentence' }, sentence)
        : h('button', { type: 'button', class: 'sentence', click: () => onMoment(end) }, sentence);
    return h(
      'li',
      { class: `step ${step.state}` },
      stateIcon(step.state),
      h('span', { class: 'sr-only' }, `${step.state}: `),
      line,
      end !== undefined && h('span', { class: 'time' }, clock(end)),
      step.docString !== undefined && h('pre', { class: 'doc-string' }, step.docString),
      step.table && argumentTable(step.table),
      failure?.step !== i && step.message !== undefined && h('pre', { class: 'message' }, step.message),
    );
  }
}

/** What stands in quotes or backticks is set apart, as are durations. */
function sentenceParts(text: string): Node[] {
  return text
    .split(/("[^"]*"|`[^`]*`|\b\d+(?:\.\d+)?(?:ms|s|m|h|d)\b)/)
    .map((part, i) => (i % 2 === 1 ? h('span', { class: 'value' }, part) : h('span', {}, part)));
}

function argumentTable(rows: readonly (readonly string[])[]): HTMLElement {
  return h(
    'table',
    { class: 'argument' },
    h(
      'tbody',
      {},
      rows.map((cells) =>
        h(
          'tr',
          {},
          cells.map((cell) => h('td', {}, cell)),
        ),
      ),
    ),
  );
}

/** What was expected and what was seen, one above the other. */
export function failureBox({ when, expected, seen, message }: Failure): HTMLElement {
  if (expected === undefined || seen === undefined) return h('pre', { class: 'message' }, message);
  return h(
    'dl',
    { class: 'compared' },
    h('div', {}, h('dt', {}, `Expected ${when ?? ''}`), h('dd', {}, h('pre', {}, expected))),
    h('div', { class: 'seen' }, h('dt', {}, 'Seen'), h('dd', {}, h('pre', {}, seen))),
  );
}
