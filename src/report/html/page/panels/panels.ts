import type { Lane, Story } from '../../../story/types';
import { fill, h } from '../dom';
import { clock } from '../format';
import { commandsAt, eventsAt, logsAt, podsAt } from '../moment';
import { eventsPanel } from './events';
import { ObjectsPanel } from './objects';
import { commandsPanel, logsPanel } from './output';
import { podsPanel } from './pods';
import { WhyPanel } from './why';

interface Panel {
  readonly id: string;
  readonly title: string;
  readonly draw: (story: Story, t: number) => Node;
  readonly count: (story: Story, t: number) => number | undefined;
  /** What is new stands at its end. */
  readonly grows?: boolean;
}

/** What was true at the cursor, as kubectl would have shown it: one panel at a time. */
export class Panels {
  readonly element: HTMLElement;
  private story: Story | undefined;
  private t = 0;
  private chosen = 0;
  private readonly objects = new ObjectsPanel(() => this.draw());
  private readonly why = new WhyPanel(
    () => this.draw(),
    (t) => this.onMoment(t),
  );
  private readonly panels: readonly Panel[] = [
    { id: 'pods', title: 'get pods', draw: podsPanel, count: (story, t) => podsAt(story, t).length },
    { id: 'describe', title: 'describe', draw: (story, t) => this.objects.draw(story, t), count: () => undefined },
    { id: 'events', title: 'events', draw: eventsPanel, count: (story, t) => eventsAt(story, t).length, grows: true },
    {
      id: 'logs',
      title: 'logs',
      draw: logsPanel,
      count: (story, t) => logsAt(story, t).reduce((sum, { lines }) => sum + lines.length, 0),
      grows: true,
    },
    {
      id: 'commands',
      title: 'commands',
      draw: commandsPanel,
      count: (story, t) => commandsAt(story, t).length,
      grows: true,
    },
    { id: 'why', title: 'why', draw: (story, t) => this.why.draw(story, t), count: () => undefined },
  ];
  private readonly tabs: readonly HTMLElement[];
  private readonly heading = h('h3', {});
  private readonly body = h('div', { class: 'panel', role: 'tabpanel', id: 'panel', tabindex: 0 });

  /** @param onMoment asked to show another moment */
  constructor(private readonly onMoment: (t: number) => void) {
    this.tabs = this.panels.map(({ id }, i) =>
      h('button', {
        type: 'button',
        role: 'tab',
        id: `tab-${id}`,
        'aria-controls': 'panel',
        click: () => this.choose(i),
      }),
    );
    const list = h(
      'div',
      {
        class: 'tabs',
        role: 'tablist',
        'aria-label': 'What was true',
        keydown: (event: KeyboardEvent) => this.key(event),
      },
      this.tabs,
    );
    this.element = h('section', { class: 'panels', 'aria-label': 'At the cursor' }, this.heading, list, this.body);
  }

  /** Chooses by number, from 0. */
  choose(number: number): void {
    if (number < 0 || number >= this.panels.length) return;
    this.chosen = number;
    this.draw();
  }

  /** Shows why a lane was as it was at the cursor. */
  explain(lane?: Lane): void {
    if (lane) this.why.choose(lane);
    this.choose(this.panels.findIndex(({ id }) => id === 'why'));
  }

  show(story: Story, t: number): void {
    this.story = story;
    this.t = t;
    this.draw();
  }

  private draw(): void {
    const { story, t } = this;
    if (!story) return;
    this.heading.textContent = `At ${clock(t)}`;
    this.panels.forEach(({ title, count }, i) => {
      const tab = this.tabs[i] as HTMLElement;
      const number = count(story, t);
      tab.setAttribute('aria-selected', String(i === this.chosen));
      tab.tabIndex = i === this.chosen ? 0 : -1;
      fill(tab, title, number !== undefined && h('span', { class: 'count' }, number));
    });
    const panel = this.panels[this.chosen] as Panel;
    this.body.setAttribute('aria-labelledby', `tab-${panel.id}`);
    this.body.dataset['panel'] = panel.id;
    const { scrollTop } = this.body;
    fill(this.body, panel.draw(story, t));
    this.body.scrollTop = panel.grows ? this.body.scrollHeight : scrollTop;
  }

  private key(event: KeyboardEvent): void {
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: this.chosen - 1,
      ArrowRight: this.chosen + 1,
      Home: 0,
      End: this.panels.length - 1,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.choose((next + this.panels.length) % this.panels.length);
    this.tabs[this.chosen]?.focus();
  }
}
