import type { StepTime } from '../../../story/types';
import type { StepEntry } from '../../types';
import { h } from '../dom';
import { clock } from '../format';
import { place, type View } from './scale';

interface Group {
  readonly t: number;
  readonly steps: number[];
}

const APART_PX = 34;

/** The steps of the scenario, each where it ended; those of about one moment stand together. */
export function stepMarks(
  steps: readonly StepEntry[],
  times: readonly StepTime[],
  { view, widthPx, onStep }: { view: View; widthPx: number; onStep: (step: number) => void },
): HTMLElement[] {
  const groups: Group[] = [];
  times.forEach(([, t], step) => {
    if (t < view.from || t > view.to || !steps[step]) return;
    const last = groups.at(-1);
    const near = last && (place(t, view) - place(last.t, view)) * widthPx < APART_PX;
    if (near) last.steps.push(step);
    else groups.push({ t, steps: [step] });
  });
  return groups.map(({ t, steps: own }) => {
    const failed = own.find((step) => steps[step]?.state !== 'passed');
    const chosen = failed ?? (own.at(-1) as number);
    const first = (own[0] as number) + 1;
    const last = (own.at(-1) as number) + 1;
    const label = first === last ? `${first}` : `${first}–${last}`;
    const { keyword = '', text = '' } = steps[chosen] ?? {};
    const at = failed === undefined ? t : (times[failed]?.[1] ?? t);
    return h(
      'button',
      {
        type: 'button',
        class: `step-mark${failed === undefined ? '' : ' failed'}`,
        'style:left': `${place(at, view) * 100}%`,
        title: `${clock(at)} ${keyword} ${text}`,
        'aria-label': `${first === last ? 'Step' : 'Steps'} ${label} at ${clock(at)}${failed === undefined ? '' : ', failed'}`,
        click: () => onStep(chosen),
      },
      failed === undefined ? label : `✕ ${failed + 1}`,
    );
  });
}
