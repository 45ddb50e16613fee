import type { OutputLine, Story } from '../../../story/types';
import { h } from '../dom';
import { clock } from '../format';
import { commandsAt, logsAt } from '../moment';

/** What the containers have written, each instance with its own heading. */
export function logsPanel(story: Story, t: number): Node {
  const logs = logsAt(story, t).filter(({ lines }) => lines.length > 0);
  if (logs.length === 0) return h('p', { class: 'muted' }, 'No container has written anything yet.');
  return h(
    'div',
    {},
    logs.map(({ pod, container, attempt, lines }) =>
      h(
        'section',
        { class: 'output' },
        h(
          'h4',
          {},
          h('bdi', {}, `${pod} / ${container}`),
          attempt > 0 && h('span', { class: 'muted' }, ` restart ${attempt}`),
        ),
        outputLines(lines, t),
      ),
    ),
  );
}

/** What was typed at the workstation and on nodes, and what came back. */
export function commandsPanel(story: Story, t: number): Node {
  const commands = commandsAt(story, t);
  if (commands.length === 0) return h('p', { class: 'muted' }, 'Nobody has typed a command yet.');
  return h(
    'div',
    {},
    commands.map(({ t: typedMs, commandLine, node, output, exitCode, endMs }) =>
      h(
        'section',
        { class: 'output' },
        h(
          'h4',
          { class: 'prompt' },
          h('span', { class: 'time' }, clock(typedMs)),
          h('code', {}, `${node ? `root@${node} # ` : '$ '}${commandLine}`),
          endMs === undefined && h('span', { class: 'badge' }, 'still running'),
          exitCode !== undefined && exitCode !== 0 && h('span', { class: 'badge bad' }, `exit code ${exitCode}`),
        ),
        output.length > 0 && outputLines(output, t),
      ),
    ),
  );
}

function outputLines(lines: readonly OutputLine[], t: number): HTMLElement {
  return h(
    'pre',
    { class: 'lines' },
    lines.map((line) =>
      h(
        'span',
        { class: `line${line.error ? ' error' : ''}${line.t === t ? ' changed' : ''}` },
        h('span', { class: 'time', 'data-time': clock(line.t) }),
        h('span', { class: 'text' }, `${line.text}\n`),
      ),
    ),
  );
}
