import type { MarkType } from '../../story/types';
import { h } from './dom';
import { markIcon } from './icons';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['j k', 'next, previous scenario'],
  ['n', 'next scenario that does not hold'],
  ['o', 'the run as a whole'],
  [', .', 'previous, next change'],
  ['[ ]', 'previous, next step'],
  ['← →', 'move the cursor a little; with Shift more'],
  ['c', 'give the cursor the focus'],
  ['+ − 0', 'zoom in, out, show all'],
  ['1 … 6', 'get pods, describe, events, logs, commands, why'],
  ['w', 'why it is so'],
  ['t', 'light, dark'],
  ['?', 'this help'],
];

const SIGNS: readonly (readonly [string, string])[] = [
  ['waiting', 'waits for a reason'],
  ['backoff', 'waits in back-off'],
  ['running', 'runs, is not ready'],
  ['ready', 'is ready'],
  ['terminating', 'is being terminated'],
  ['done', 'ended with success'],
  ['failed', 'ended with failure'],
  ['unknown', 'nobody knows'],
];

const MARKS: readonly (readonly [MarkType, boolean, string])[] = [
  ['start', false, 'a container starts'],
  ['exit', false, 'it ends with success'],
  ['exit', true, 'it ends with failure'],
  ['signal', false, 'it is sent a signal, such as SIGTERM'],
  ['kill', false, 'it is sent SIGKILL'],
  ['verdict', false, 'a probe has succeeded'],
  ['verdict', true, 'a probe has failed'],
];

/** A dialog with the keys and what the colours and patterns mean. */
export function helpDialog(): HTMLDialogElement {
  const dialog = h(
    'dialog',
    { class: 'help', 'aria-labelledby': 'help-title' },
    h('h2', { id: 'help-title' }, 'Keys and signs'),
    h(
      'dl',
      { class: 'keys' },
      KEYS.map(([keys, what]) =>
        h(
          'div',
          {},
          h(
            'dt',
            {},
            keys.split(' ').map((key) => h('kbd', {}, key)),
          ),
          h('dd', {}, what),
        ),
      ),
    ),
    h(
      'p',
      {},
      'Drag over the timeline to move through time. A click on a state or a mark tells why it was so. Ctrl and the wheel zoom, Shift and the wheel move sideways, a double click zooms in.',
    ),
    h(
      'ul',
      { class: 'signs' },
      SIGNS.map(([state, what]) => h('li', {}, h('span', { class: `span sample ${state}` }), what)),
    ),
    h(
      'ul',
      { class: 'signs' },
      MARKS.map(([type, bad, what]) => h('li', {}, markIcon(type, bad), what)),
    ),
    h('form', { method: 'dialog' }, h('button', { class: 'button' }, 'Close')),
  );
  return dialog;
}
