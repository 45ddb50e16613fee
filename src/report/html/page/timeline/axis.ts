import { h } from '../dom';
import { clock } from '../format';
import { place, ticks, type View } from './scale';

const LABEL_PX = 84;

/** Round moments with their labels, and lines through all lanes. */
export function axis(view: View, widthPx: number): { labels: HTMLElement[]; lines: HTMLElement[] } {
  const moments = ticks(view, Math.max(2, Math.floor(widthPx / LABEL_PX)));
  const left = (t: number) => `${place(t, view) * 100}%`;
  return {
    labels: moments.map((t) => h('span', { class: 'tick', 'style:left': left(t) }, clock(t))),
    lines: moments.map((t) => h('i', { class: 'grid-line', 'style:left': left(t) })),
  };
}
