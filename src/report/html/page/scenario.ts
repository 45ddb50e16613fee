import { type Failure, failureOf } from '../../failure';
import type { Story } from '../../story/types';
import type { Attempt } from '../types';
import { readStory } from './decode';
import { fill, h } from './dom';
import type { Shown } from './filter';
import { clock, plural } from './format';
import { stateIcon } from './icons';
import { Panels } from './panels/panels';
import { failureBox, StepList } from './steps';
import { timelineTable } from './timeline/table';
import { Timeline } from './timeline/timeline';
import { chainList, mostTelling, statesAt } from './why';

export interface ScenarioOptions {
  /** From the address; without one the view opens where it went wrong, else at the end. */
  readonly t?: number | undefined;
  readonly attempt?: number | undefined;
  /** What a tag stands for, where it is the id of a row. */
  readonly rowOf?: (tag: string) => { readonly href: string; readonly text: string } | undefined;
  /** The cursor or the attempt is another one: for the address. */
  readonly onPlace: (place: { t?: number; attempt: number }) => void;
}

/** One scenario: what it says, what happened, and everything that was true at the cursor. */
export class ScenarioView {
  readonly element = h('article', { class: 'scenario' });
  readonly panels = new Panels((t) => this.moveTo(t));
  timeline: Timeline | undefined;
  private steps: StepList | undefined;
  private story: Story | undefined;
  private t = 0;
  private attempt: number;

  constructor(
    private readonly shown: Shown,
    private readonly options: ScenarioOptions,
  ) {
    const { attempts } = shown.scenario;
    this.attempt = Math.min(options.attempt ?? attempts.length - 1, attempts.length - 1);
  }

  /** Unpacks the story and draws everything. */
  async open(): Promise<void> {
    const attempt = this.shown.scenario.attempts[this.attempt];
    if (!attempt) return;
    this.story = attempt.story && (await readStory(attempt.story));
    const failure = failureOf(attempt, this.story);
    this.draw(attempt, failure);
    this.moveTo(this.options.t ?? failure?.t ?? this.story?.endMs ?? 0, { quietly: true });
  }

  /** Moves the cursor: everything shows that moment. */
  moveTo(t: number, { quietly = false } = {}): void {
    if (!this.story) return;
    this.t = Math.min(this.story.endMs, Math.max(0, Math.round(t)));
    this.timeline?.moveTo(this.t);
    this.panels.show(this.story, this.t);
    this.steps?.show(this.t);
    if (!quietly) this.options.onPlace({ t: this.t, attempt: this.attempt });
  }

  /** To the end of the next step, or of the one before. */
  stepBy(direction: 1 | -1): void {
    const ends = (this.story?.steps ?? []).map(([, end]) => end);
    const next = direction === 1 ? ends.find((end) => end > this.t) : ends.findLast((end) => end < this.t);
    if (next !== undefined) this.moveTo(next);
  }

  private draw(attempt: Attempt, failure: Failure | undefined): void {
    const { story } = this;
    const onMoment = (t: number) => this.moveTo(t);
    this.steps = new StepList(attempt, story, { failure, onMoment });
    this.timeline =
      story && new Timeline({ story, steps: attempt.steps, onMoment, onState: (lane) => this.panels.explain(lane) });
    fill(
      this.element,
      this.head(attempt),
      this.attempts(),
      failure && this.failed(attempt, failure),
      attempt.problems
        .slice(failure?.step === undefined ? 1 : 0)
        .map((problem) => h('pre', { class: 'message' }, problem)),
      this.timeline?.element,
      story?.notes.map((note) => h('p', { class: 'muted' }, note)),
      h('div', { class: `columns${story ? '' : ' alone'}` }, this.steps.element, story && this.panels.element),
      story && timelineTable(story, onMoment),
      !story && h('p', { class: 'muted' }, 'No sentence of this scenario needed a cluster, so there is no timeline.'),
    );
  }

  private head({ kubernetes, seed, virtualMs, state }: Attempt): HTMLElement {
    const { scenario, feature } = this.shown;
    const facts = [
      kubernetes && `Kubernetes ${kubernetes}`,
      seed !== undefined && `seed ${seed}`,
      virtualMs !== undefined && `${clock(virtualMs)} of virtual time`,
    ].filter((fact): fact is string => Boolean(fact));
    return h(
      'header',
      { class: 'scenario-head' },
      h(
        'p',
        { class: 'where' },
        h('bdi', {}, feature),
        scenario.rule !== undefined && [' › ', h('bdi', {}, scenario.rule)],
      ),
      h(
        'h1',
        { tabindex: -1 },
        stateIcon(state),
        h('span', { class: 'sr-only' }, `${state}: `),
        h('bdi', {}, scenario.name),
      ),
      h(
        'p',
        { class: 'facts' },
        h('code', {}, scenario.id),
        facts.map((fact) => h('span', {}, fact)),
        scenario.flaky && h('span', { class: 'badge' }, 'passed when tried again'),
        scenario.tags.length > 0 &&
          h(
            'span',
            { class: 'tags' },
            scenario.tags.map((tag) => this.tag(tag)),
          ),
      ),
    );
  }

  private tag(tag: string): HTMLElement {
    const row = this.options.rowOf?.(tag);
    return row ? h('a', { class: 'tag', href: row.href, title: row.text }, tag) : h('span', { class: 'tag' }, tag);
  }

  private attempts(): HTMLElement | undefined {
    const { attempts } = this.shown.scenario;
    if (attempts.length < 2) return undefined;
    return h(
      'div',
      { class: 'attempts', role: 'group', 'aria-label': 'Attempts' },
      attempts.map(({ state }, i) =>
        h(
          'button',
          { type: 'button', 'aria-pressed': String(i === this.attempt), click: () => this.try(i) },
          stateIcon(state),
          `attempt ${i + 1}, ${state}`,
        ),
      ),
    );
  }

  private try(attempt: number): void {
    this.attempt = attempt;
    this.options.onPlace({ attempt });
    void this.open();
  }

  private failed({ steps }: Attempt, failure: Failure): HTMLElement {
    const { step, t } = failure;
    const { keyword = '', text = '' } = step === undefined ? {} : (steps[step] ?? {});
    const left = step === undefined ? 0 : steps.length - step - 1;
    const at = t === undefined ? '' : ` at ${clock(t)}`;
    return h(
      'section',
      { class: 'failure', 'aria-label': 'What went wrong' },
      h('h2', {}, step === undefined ? `Went wrong${at}` : [`Failed${at}: `, h('bdi', {}, `${keyword} ${text}`)]),
      failureBox(failure),
      this.chainOf(failure, text),
      left > 0 && h('p', { class: 'muted' }, `${plural(left, 'later step')} did not run.`),
    );
  }

  /** What is behind the state of whatever the failed sentence speaks of. */
  private chainOf({ t }: Failure, sentence: string): HTMLElement | undefined {
    const { story } = this;
    const state = story && mostTelling(statesAt(story, t ?? story.endMs), sentence);
    if (!story || !state) return undefined;
    return h(
      'details',
      { class: 'why', open: true },
      h('summary', {}, 'Why: ', h('bdi', {}, state.text)),
      chainList(story, state.why, (moment) => this.moveTo(moment)),
    );
  }
}
