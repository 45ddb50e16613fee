import { humanDuration } from '../../../../api/time';
import type { EventVersion, Story } from '../../../story/types';
import { h } from '../dom';
import { eventsAt } from '../moment';
import { kubectlTable } from './table';

/** `kubectl get events`, oldest first. */
export function eventsPanel(story: Story, t: number): Node {
  const events = eventsAt(story, t);
  if (events.length === 0) return h('p', { class: 'muted' }, 'No events yet.');
  const rows = events.map((event) => ({
    isNew: event.t === t,
    className: event.type === 'Warning' ? 'warning' : '',
    cells: [age(event, t), event.type, event.reason, event.object.toLowerCase(), event.message],
  }));
  return kubectlTable(['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'], rows);
}

/** `5s`, or `5s (x3 over 2m)` for what was seen several times. */
export function age({ count, firstMs, lastMs }: EventVersion, t: number): string {
  const last = humanDuration(t - lastMs);
  return count > 1 ? `${last} (x${count} over ${humanDuration(t - firstMs)})` : last;
}
