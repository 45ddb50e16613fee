import type { Journal } from '../../kernel/index';
import { type Shows, SOMETIMES, type Sometimes } from './sometimes';

interface Listener {
  readonly name: string;
  readonly shows: Shows;
}

/**
 * Notes what a run reaches, from now on. What a campaign has reached already need not be looked for again: give the
 * names as `known`.
 */
export class SometimesMonitor {
  /** Names of what was reached, in the order in which it was. */
  readonly reached = new Set<string>();
  private readonly listeners = new Map<string, Listener[]>();

  constructor(journal: Journal, list: readonly Sometimes[] = SOMETIMES, known: ReadonlySet<string> = new Set()) {
    for (const { name, shows } of list) {
      if (known.has(name)) continue;
      for (const [topic, show] of Object.entries(shows)) {
        const listeners = this.listeners.get(topic) ?? [];
        listeners.push({ name, shows: show });
        this.listeners.set(topic, listeners);
      }
    }
    journal.subscribe((fact) => {
      const topic = fact.type === 'api-write' ? fact.object.slice(0, fact.object.indexOf('/')) : fact.type;
      const listeners = this.listeners.get(topic);
      if (!listeners) return;
      const news = listeners.filter(({ shows }) => shows(fact));
      for (const { name } of news) this.reached.add(name);
      if (news.length > 0)
        this.listeners.set(
          topic,
          listeners.filter((listener) => !news.includes(listener)),
        );
    });
  }
}
