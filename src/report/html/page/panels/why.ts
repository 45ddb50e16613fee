import type { Lane, Story } from '../../../story/types';
import { h } from '../dom';
import { chainList, mostTelling, type StateThen, statesAt } from '../why';

/** Why the chosen state was so: the chain of causes behind it. */
export class WhyPanel {
  private chosen: Lane | undefined;
  private text: string | undefined;

  constructor(
    private readonly redraw: () => void,
    private readonly onMoment: (t: number) => void,
  ) {}

  /** Explains this lane from now on, as long as there is something to explain. */
  choose(lane: Lane): void {
    this.chosen = lane;
    this.text = undefined;
  }

  draw(story: Story, t: number): Node {
    const states = statesAt(story, t);
    const state = this.stateAmong(states);
    if (!state) return h('p', { class: 'muted' }, 'There is nothing to explain at this moment.');
    const select = h(
      'select',
      { 'aria-label': 'State' },
      states.map((candidate, i) => h('option', { value: i, selected: candidate === state }, candidate.text)),
    );
    select.addEventListener('change', () => {
      const { lane, text } = states[Number(select.value)] as StateThen;
      this.chosen = lane;
      this.text = text;
      this.redraw();
    });
    return h(
      'div',
      {},
      h('p', { class: 'panel-bar' }, h('span', {}, 'Why'), select),
      chainList(story, state.why, this.onMoment),
    );
  }

  private stateAmong(states: readonly StateThen[]): StateThen | undefined {
    const own = states.filter(({ lane }) => lane === this.chosen);
    return own.find(({ text }) => text === this.text) ?? own[0] ?? mostTelling(states);
  }
}
