import type { ObjectHistory, Story } from '../../../story/types';
import { h } from '../dom';
import { clock } from '../format';
import { descriptionAt, eventsAt } from '../moment';
import { age } from './events';

/** `kubectl describe` of the chosen object, with what its last change changed. */
export class ObjectsPanel {
  private chosen = '';

  constructor(private readonly redraw: () => void) {}

  draw(story: Story, t: number): Node {
    const present = story.objects.filter((object) => descriptionAt(object, t));
    const object = present.find((candidate) => key(candidate) === this.chosen) ?? present[0];
    if (!object) return h('p', { class: 'muted' }, 'There is nothing to describe at this moment.');
    const description = descriptionAt(object, t);
    const select = h(
      'select',
      { 'aria-label': 'Object' },
      present.map((candidate) =>
        h('option', { value: key(candidate), selected: candidate === object }, title(candidate)),
      ),
    );
    select.addEventListener('change', () => {
      this.chosen = select.value;
      this.redraw();
    });
    const lines = description?.lines.map((line, i) =>
      h('span', { class: `line${description.changed.has(i) ? ' changed' : ''}` }, `${line}\n`),
    );
    return h(
      'div',
      {},
      h(
        'p',
        { class: 'panel-bar' },
        h('code', {}, 'kubectl describe '),
        select,
        h(
          'span',
          { class: 'muted' },
          `as it was since ${clock(description?.t ?? 0)}; lines that then changed are marked`,
        ),
      ),
      h('pre', { class: 'describe' }, lines, eventLines(story, object, t)),
    );
  }
}

function eventLines(story: Story, { kind, namespace, name }: ObjectHistory, t: number): HTMLElement[] {
  const own = eventsAt(story, t).filter(
    (event) => event.object === `${kind}/${name}` && (event.namespace === namespace || namespace === ''),
  );
  const line = (text: string, className = '') => h('span', { class: `line ${className}` }, `${text}\n`);
  if (own.length === 0) return [line('Events:  <none>')];
  const head = [
    ['Type', 'Reason', 'Age', 'From', 'Message'],
    ['----', '------', '----', '----', '-------'],
  ];
  const rows = own.map((event) => [event.type, event.reason, age(event, t), event.from, event.message]);
  const all = [...head, ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)) + 2);
  const texts = all.map((row) => `  ${row.map((cell, i) => (i < 4 ? cell.padEnd(widths[i] ?? 0) : cell)).join('')}`);
  return [line('Events:'), ...texts.map((text, i) => line(text, own[i - 2]?.t === t ? 'changed' : ''))];
}

function key({ kind, namespace, name }: ObjectHistory): string {
  return `${kind}/${namespace}/${name}`;
}

function title({ kind, namespace, name }: ObjectHistory): string {
  const word = kind.toLowerCase();
  return namespace === 'default' || namespace === '' ? `${word} ${name}` : `${word} ${name} -n ${namespace}`;
}
