import type { Lane, Story } from '../../../story/types';
import type { StepEntry } from '../../types';
import { h } from '../dom';
import { clock, spoken } from '../format';
import { sign } from '../icons';
import { changesOf, podsAt } from '../moment';
import { axis } from './axis';
import { LaneRow } from './laneRow';
import { panned, showing, type View, zoomed } from './scale';
import { stepMarks } from './stepMarks';

export interface TimelineOptions {
  readonly story: Story;
  readonly steps: readonly StepEntry[];
  readonly onMoment: (t: number) => void;
  /** Somebody has pointed at a state or a mark of a lane. */
  readonly onState: (lane: Lane) => void;
}

const KEYS_STEP_PX = 8;
/** Who moves less than this has pointed at something, and drags nothing. */
const CLICK_PX = 4;

/** What happened, on virtual time: a row for each pod, container, probe, hook and client, and a cursor over all of them. */
export class Timeline {
  readonly element: HTMLElement;
  /** Every moment at which something changed. */
  readonly changes: readonly number[];
  private view: View;
  private t = 0;
  private due = 0;
  private readonly rows: LaneRow[];
  private readonly labels = h('div', { class: 'ticks', 'aria-hidden': 'true' });
  private readonly lines = h('div', { class: 'grid-lines', 'aria-hidden': 'true' });
  private readonly steps = h('div', { class: 'step-marks', role: 'group', 'aria-label': 'Steps' });
  private readonly flag = h('span', { class: 'flag', 'aria-hidden': 'true' });
  private readonly cursor: HTMLElement;
  private readonly area: HTMLElement;

  constructor(private readonly options: TimelineOptions) {
    const { story } = options;
    this.changes = changesOf(story);
    this.view = this.whole();
    this.rows = story.lanes.map((lane) => new LaneRow(lane));
    this.cursor = h('div', {
      class: 'cursor',
      role: 'slider',
      tabindex: 0,
      'aria-label': 'Moment of the story',
      'aria-valuemin': 0,
      'aria-valuemax': story.endMs,
      keydown: (event: KeyboardEvent) => this.key(event),
    });
    this.area = h('div', { class: 'time-area' }, this.lines, this.cursor);
    this.element = h(
      'section',
      { class: 'timeline', 'aria-label': 'Timeline' },
      this.toolbar(),
      h(
        'div',
        { class: 'lanes' },
        h(
          'div',
          { class: 'lane axis' },
          h('div', { class: 'lane-label' }, h('span', { class: 'role' }, 'virtual time')),
          h('div', { class: 'track' }, this.labels, this.flag),
        ),
        h(
          'div',
          { class: 'lane steps-lane' },
          h('div', { class: 'lane-label' }, h('span', { class: 'name' }, 'steps')),
          h('div', { class: 'track' }, this.steps),
        ),
        this.rows.map(({ element }) => element),
        this.area,
      ),
    );
    this.listen();
  }

  /** Moves the cursor, and what is in view if it has to. */
  moveTo(t: number): void {
    const { story } = this.options;
    this.t = Math.min(story.endMs, Math.max(0, Math.round(t)));
    this.view = showing(this.view, this.t, story.endMs);
    this.cursor.setAttribute('aria-valuenow', String(this.t));
    this.cursor.setAttribute('aria-valuetext', this.spokenMoment());
    this.redraw();
  }

  /** To the next moment at which something changed, or the one before. */
  step(direction: 1 | -1): void {
    const next = direction === 1 ? this.changes.find((t) => t > this.t) : this.changes.findLast((t) => t < this.t);
    if (next !== undefined) this.options.onMoment(next);
  }

  zoom(factor: number, around = this.t): void {
    this.view = zoomed(this.view, factor, around, this.options.story.endMs);
    this.redraw();
  }

  fit(): void {
    this.view = this.whole();
    this.redraw();
  }

  private whole(): View {
    return { from: 0, to: Math.max(1, this.options.story.endMs) };
  }

  /** Draws soon: any number of changes before the next frame cost one drawing. */
  redraw(): void {
    if (this.due) return;
    this.due = requestAnimationFrame(() => {
      this.due = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { story, steps, onMoment } = this.options;
    const { view, t } = this;
    const widthPx = this.area.clientWidth || 800;
    const { labels, lines } = axis(view, widthPx);
    this.labels.replaceChildren(...labels);
    this.lines.replaceChildren(...lines);
    const onStep = (step: number) => onMoment(story.steps[step]?.[1] ?? 0);
    this.steps.replaceChildren(...stepMarks(steps, story.steps, { view, widthPx, onStep }));
    for (const row of this.rows) {
      row.draw(view, widthPx);
      row.show(t);
    }
    const share = (t - view.from) / (view.to - view.from);
    for (const element of [this.cursor, this.flag]) element.style.left = `${share * 100}%`;
    this.flag.classList.toggle('near-end', share > 0.85);
    this.flag.textContent = clock(t);
  }

  private spokenMoment(): string {
    const pods = podsAt(this.options.story, this.t).map(({ name, ready, status }) => `${name} ${ready} ${status}`);
    return `${spoken(this.t)}${pods.length > 0 ? `: ${pods.slice(0, 5).join(', ')}` : ''}`;
  }

  private toolbar(): HTMLElement {
    const button = (label: string, icon: Parameters<typeof sign>[0], click: () => void, keys: string) =>
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': label, title: `${label} (${keys})`, click },
        sign(icon),
      );
    return h(
      'div',
      { class: 'timeline-bar', role: 'toolbar', 'aria-label': 'Timeline' },
      h('h3', {}, 'Timeline'),
      h('span', { class: 'spacer' }),
      button('Previous change', 'previous', () => this.step(-1), ','),
      button('Next change', 'next', () => this.step(1), '.'),
      button('Zoom out', 'minus', () => this.zoom(1.6), '-'),
      button('Zoom in', 'plus', () => this.zoom(1 / 1.6), '+'),
      button('Show all of it', 'fit', () => this.fit(), '0'),
    );
  }

  private listen(): void {
    const lanes = this.element.querySelector<HTMLElement>('.lanes') as HTMLElement;
    let dragging = false;
    let pointed: { readonly lane: Lane; readonly x: number } | undefined;
    lanes.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || (event.target as Element).closest('button, .lane-label')) return;
      dragging = true;
      lanes.setPointerCapture(event.pointerId);
      const { lane, t } = this.stateAt(event.target as Element);
      pointed = lane && { lane, x: event.clientX };
      this.options.onMoment(t ?? this.momentAt(event));
    });
    lanes.addEventListener('pointermove', (event) => {
      if (!dragging || (pointed && Math.abs(event.clientX - pointed.x) < CLICK_PX)) return;
      pointed = undefined;
      this.options.onMoment(this.momentAt(event));
    });
    for (const end of ['pointerup', 'pointercancel'] as const)
      lanes.addEventListener(end, () => {
        dragging = false;
        if (pointed) this.options.onState(pointed.lane);
        pointed = undefined;
      });
    lanes.addEventListener('dblclick', (event) => this.zoom(1 / 2.5, this.momentAt(event)));
    lanes.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    new ResizeObserver(() => this.redraw()).observe(this.area);
  }

  /** The lane of a span or mark, and of a mark its moment. */
  private stateAt(element: Element): { lane?: Lane | undefined; t?: number | undefined } {
    const state = element.closest<HTMLElement>('.span, .mark');
    const row = state && this.rows.findIndex((candidate) => candidate.element.contains(state));
    const t = state?.dataset['t'];
    return {
      lane: row === null ? undefined : this.options.story.lanes[row],
      t: t === undefined ? undefined : Number(t),
    };
  }

  /** The wheel alone scrolls the page, as everywhere. */
  private wheel(event: WheelEvent): void {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
    if (event.ctrlKey || event.metaKey || event.altKey) this.zoom(Math.exp(event.deltaY / 300), this.momentAt(event));
    else if (sideways !== 0) this.pan(sideways / this.area.clientWidth);
    else return;
    event.preventDefault();
  }

  private pan(share: number): void {
    this.view = panned(this.view, share, this.options.story.endMs);
    this.redraw();
  }

  private momentAt({ clientX }: { readonly clientX: number }): number {
    const { left, width } = this.area.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    return this.view.from + share * (this.view.to - this.view.from);
  }

  /** Arrows, Home, End and the keys for pages move the cursor. */
  key(event: KeyboardEvent): void {
    const { endMs } = this.options.story;
    const msPerPx = (this.view.to - this.view.from) / (this.area.clientWidth || 800);
    const small = Math.max(1, msPerPx * KEYS_STEP_PX);
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: this.t - (event.shiftKey ? small * 10 : small),
      ArrowDown: this.t - small,
      ArrowRight: this.t + (event.shiftKey ? small * 10 : small),
      ArrowUp: this.t + small,
      PageDown: this.t - small * 10,
      PageUp: this.t + small * 10,
      Home: 0,
      End: endMs,
    };
    const t = moves[event.key];
    if (t === undefined) return;
    event.preventDefault();
    this.options.onMoment(t);
  }
}
