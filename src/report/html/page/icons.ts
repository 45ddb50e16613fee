import type { MarkType } from '../../story/types';
import type { State } from '../types';
import { svg } from './dom';

/** Shapes differ as much as colours do: who sees no colours loses nothing. All on a grid of 16. */
const STATE_PATHS: Readonly<Record<State, string>> = {
  passed: 'M3.5 8.5l3 3 6-7',
  failed: 'M4 4l8 8M12 4l-8 8',
  skipped: 'M4 8h8',
  pending: 'M8 4v4.5l3 2',
  undefined: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.8-1.1 1.6M8 12.6v.1',
  ambiguous: 'M4 6.5h8M4 9.5h8',
  unknown: 'M8 7.9v.2',
};

const MARK_PATHS: Readonly<Record<MarkType, string>> = {
  start: 'M4 3l9 5-9 5z',
  exit: 'M4 4h8v8H4z',
  signal: 'M2.5 4h11L8 13z',
  kill: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  verdict: 'M8 2l6 6-6 6-6-6z',
};

export function stateIcon(state: State): SVGElement {
  return svg(
    'svg',
    { class: `state-icon ${state}`, viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
    svg('circle', { cx: 8, cy: 8, r: 7.5, class: 'disc' }),
    svg('path', { d: STATE_PATHS[state], class: 'sign' }),
  );
}

export function markIcon(type: MarkType, bad: boolean): SVGElement {
  return svg(
    'svg',
    {
      class: `mark-icon ${type}${bad ? ' bad' : ''}`,
      viewBox: '0 0 16 16',
      width: 14,
      height: 14,
      'aria-hidden': 'true',
    },
    svg('path', { d: MARK_PATHS[type] }),
  );
}

const SIGNS = {
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.8 10.8L14 14',
  help: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5M8 12v.1',
  theme: 'M8 2v12a6 6 0 0 0 0-12z',
  back: 'M10 3L5 8l5 5',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  fit: 'M2 8h12M5 5L2 8l3 3M11 5l3 3-3 3',
  previous: 'M10 4L6 8l4 4M5 4v8',
  next: 'M6 4l4 4-4 4M11 4v8',
} as const;

/** A picture on a button that has its name in words. */
export function sign(name: keyof typeof SIGNS): SVGElement {
  const circle = name === 'theme' || name === 'help' ? svg('circle', { cx: 8, cy: 8, r: 6 }) : undefined;
  return svg(
    'svg',
    { class: `sign sign-${name}`, viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
    circle,
    svg('path', { d: SIGNS[name] }),
  );
}
