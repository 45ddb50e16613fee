import type { Lane } from '../../../story/types';
import { h } from '../dom';
import { clock, plural } from '../format';
import { markIcon } from '../icons';
import { spanAt } from '../moment';
import { condensed, type Drawn, grouped, type MarkGroup } from './condense';
import { laneName, spanText, stateWord } from './describe';
import { place, type View } from './scale';

const MARK_PX = 9;

/** One row of the timeline: its name and what it shows at the cursor, then its spans and marks. */
export class LaneRow {
  readonly element: HTMLElement;
  private readonly track = h('div', { class: 'track' });
  private readonly now = h('span', { class: 'now' });

  constructor(private readonly lane: Lane) {
    const { kind, name, of } = lane;
    const role = kind === 'container' ? of : kind === 'pod' || kind === 'node' ? undefined : kind;
    this.element = h(
      'div',
      { class: `lane ${kind}` },
      h(
        'div',
        { class: 'lane-label', title: laneName(lane) },
        h('span', { class: 'name' }, name),
        role !== undefined && h('span', { class: 'role' }, role),
        this.now,
      ),
      this.track,
    );
  }

  draw(view: View, widthPx: number): void {
    const { spans, marks } = this.lane;
    this.track.replaceChildren(
      ...condensed(spans, view, widthPx).map((drawn) => this.span(drawn, view, widthPx)),
      ...grouped(marks, view, widthPx, MARK_PX).map((group) => this.mark(group, view)),
    );
  }

  /** What it shows at the cursor. */
  show(t: number): void {
    const span = spanAt(this.lane, t);
    this.now.textContent = stateWord(this.lane, span);
    this.now.className = `now ${span?.state ?? ''}`;
  }

  private span({ span, from, to, several }: Drawn, view: View, widthPx: number): HTMLElement {
    const left = Math.max(0, place(from, view));
    const right = Math.min(1, place(to, view));
    const isRun = span.count !== undefined;
    const px = (right - left) * widthPx;
    const text =
      several > 1 ? `${plural(several, 'state')}, ${clock(from)} to ${clock(to)}` : spanText(this.lane, span);
    const gapPx =
      isRun && several === 1 && (span.count ?? 1) > 1
        ? ((place(to, view) - place(from, view)) * widthPx) / ((span.count ?? 2) - 1)
        : 0;
    return h(
      'div',
      {
        class: `span ${span.state}${isRun ? ' run' : ''}${from < view.from ? ' before' : ''}${gapPx >= 6 ? ' ticked' : ''}`,
        'style:left': `${left * 100}%`,
        'style:width': `${Math.max(0, right - left) * 100}%`,
        '--gap': gapPx >= 6 ? `${gapPx}px` : undefined,
        '--shift': gapPx >= 6 ? `${-Math.max(0, -place(from, view)) * widthPx}px` : undefined,
        title: text,
      },
      !isRun && px > 26 && h('span', { class: 'span-label' }, span.label),
    );
  }

  private mark({ shown, all }: MarkGroup, view: View): HTMLElement {
    const lines = all.slice(0, 12).map((mark) => `${clock(mark.t)} ${mark.text}${mark.rule ? ` [${mark.rule}]` : ''}`);
    if (all.length > 12) lines.push(`and ${all.length - 12} more`);
    return h(
      'div',
      { class: 'mark', 'data-t': shown.t, 'style:left': `${place(shown.t, view) * 100}%`, title: lines.join('\n') },
      markIcon(shown.type, shown.bad ?? false),
    );
  }
}
