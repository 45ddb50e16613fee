import type { Story } from '../../../story/types';
import { h } from '../dom';
import { podsAt } from '../moment';
import { kubectlTable } from './table';

/** `kubectl get pods`, with a column for the namespace when there is more than one. */
export function podsPanel(story: Story, t: number): Node {
  const rows = podsAt(story, t);
  const isWide = new Set(story.pods.map(({ namespace }) => namespace)).size > 1;
  if (rows.length === 0) return h('p', { class: 'muted' }, 'No resources found in default namespace.');
  const head = [...(isWide ? ['NAMESPACE'] : []), 'NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'];
  return kubectlTable(
    head,
    rows.map((row) => ({
      isNew: row.t === t,
      cells: [...(isWide ? [row.namespace] : []), row.name, row.ready, row.status, row.restartsText, row.age],
    })),
  );
}
