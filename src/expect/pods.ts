import type { Pod } from '../api/index';
import { formatDuration } from '../duration';
import { podRow } from '../kubectl/index';
import type { WatchRow } from '../observe/podRows';
import { firstMissing } from '../observe/pods';
import type { Observed } from './failure';
import { PodPattern, shown } from './names';
import { expectThat, inWords, isAmong, type Times, type When } from './observation';
import type { Duration, Play } from './play';

/**
 * What must be true of pods. Each method throws an AssertionError if it isn't, and returns this object if it is. When a
 * pattern means several pods, it must be true of each of them, and of one at least.
 */
export class PodExpectation {
  private readonly pattern: PodPattern;

  constructor(
    private readonly play: Play,
    name: string,
  ) {
    this.pattern = new PodPattern(name);
  }

  /**
   * What `kubectl get pods` shows: STATUS, READY or both.
   * @param wanted `Running`, `1/1` or `1/1 Running`
   * @param when default: now
   */
  toBe(wanted: string, when: When = {}): this {
    return this.now(
      `"${wanted}"`,
      (pod) => cellsOf(this.play, pod),
      (cells) => looksLike(cells, wanted),
      { when, caller: this.toBe },
    );
  }

  /** Lets time pass until the pods look like that; see {@link toBe}. */
  toBecome(wanted: string, when: { readonly within: Duration }): this {
    return this.toBe(wanted, when);
  }

  /** Lets that time pass, in which the pods never look otherwise; see {@link toBe}. */
  toStay(wanted: string, when: { readonly for: Duration }): this {
    return this.toBe(wanted, when);
  }

  /** There were such pods, and now there are none. */
  toBeGone(when: When = {}): this {
    const look = () => {
      const left = this.present();
      if (this.pattern.everMatched(this.play).length === 0) return this.nobody('gone');
      const seen = () => left.map((pod) => `${shown(nameOf(pod))} is "${cellsOf(this.play, pod).text}"`).join(', ');
      return { holds: left.length === 0, expected: `pod "${this.pattern.text}" is gone`, seen };
    };
    expectThat(this.play, when, { look, caller: this.toBeGone, about: 'Pod' });
    return this;
  }

  /** How often containers of each pod have restarted, all together: the figure of RESTARTS. */
  toHaveRestarted(times: Times, when: When = {}): this {
    return this.now(
      `RESTARTS ${inWords(times)}`,
      (pod) => cellsOf(this.play, pod),
      ({ restarts }) => isAmong(Number.parseInt(restarts, 10), times),
      { when, caller: this.toHaveRestarted },
    );
  }

  /** The status of a condition, such as `Ready` or `PodScheduled`. */
  toHaveCondition(type: string, status: 'True' | 'False' | 'Unknown', when: When = {}): this {
    const read = (pod: Pod) => {
      const found = pod.status?.conditions?.find((condition) => condition.type === type);
      const { reason = '', message = '', status: seen = 'unset' } = found ?? {};
      return { seen, text: `condition ${type} ${seen} ${[reason, message].filter(Boolean).join(': ')}`.trim() };
    };
    return this.now(`condition ${type} ${status}`, read, ({ seen }) => seen === status, {
      when,
      caller: this.toHaveCondition,
    });
  }

  /** The words of STATUS in this order; others may stand between them. */
  toGoThrough(statuses: readonly string[], when: { readonly within?: Duration } = {}): this {
    const isSo = (rows: readonly WatchRow[]) =>
      firstMissing(
        rows.map(({ status }) => status),
        statuses,
      ) === undefined;
    return this.ever(statuses.join(' → '), isSo, { when, caller: this.toGoThrough });
  }

  /** At some time since the beginning STATUS or READY was this. */
  toHaveShown(word: string, when: { readonly within?: Duration } = {}): this {
    const isSo = (rows: readonly WatchRow[]) => rows.some((row) => looksLike(row, word));
    return this.ever(`"${word}" at some time`, isSo, { when, caller: this.toHaveShown });
  }

  /** At no time since the beginning STATUS or READY was this; with `for` neither in the time to come. */
  toNeverShow(word: string, when: { readonly for?: Duration } = {}): this {
    const isSo = (rows: readonly WatchRow[]) => !rows.some((row) => looksLike(row, word));
    return this.ever(`never "${word}"`, isSo, { when: when as When, caller: this.toNeverShow });
  }

  private present(): Pod[] {
    return this.play.cluster.api.list<Pod>('Pod').filter((pod) => this.pattern.matches(nameOf(pod)));
  }

  /** Expects something of each pod that is there. */
  private now<T extends { readonly text: string }>(
    wanted: string,
    read: (pod: Pod) => T,
    isSo: (found: T) => boolean,
    { when, caller }: Asked,
  ): this {
    const expected = `pod "${this.pattern.text}" is ${wanted}`;
    const look = (): Observed => {
      const found = this.present().map((pod) => ({ pod: nameOf(pod), what: read(pod) }));
      if (found.length === 0) return this.nobody(wanted);
      const others = found.filter(({ what }) => !isSo(what));
      const told = others.length > 0 ? others : found;
      const seen = () => told.map(({ pod, what }) => `pod "${shown(pod)}" is "${what.text}"`).join(', ');
      return { holds: others.length === 0, expected, seen };
    };
    expectThat(this.play, when, { look, caller, about: 'Pod' });
    return this;
  }

  /** Expects something of what each pod has shown since the beginning. */
  private ever(wanted: string, isSo: (rows: readonly WatchRow[]) => boolean, { when, caller }: Asked): this {
    const look = (): Observed => {
      const pods = this.pattern.everMatched(this.play);
      if (pods.length === 0) return this.nobody(wanted);
      const { rows } = this.play;
      const stories = pods.map((pod) => ({ pod, rows: rows.filter((row) => `${row.namespace}/${row.name}` === pod) }));
      const other = stories.find((story) => !isSo(story.rows));
      const { pod, rows: story } = other ?? stories[0]!;
      return {
        holds: other === undefined,
        expected: `pod "${this.pattern.text}" has shown ${wanted}`,
        seen: () => `pod "${shown(pod)}" has shown ${storyOf(story)}`,
      };
    };
    expectThat(this.play, when, { look, caller, about: 'Pod' });
    return this;
  }

  private nobody(wanted: string): Observed {
    const ever = this.pattern.everMatched(this.play);
    const seen = () => (ever.length === 0 ? this.pattern.nobody(this.play) : `${ever.map(shown).join(', ')} is gone`);
    return { holds: false, expected: `pod "${this.pattern.text}" is ${wanted}`, seen };
  }
}

interface Asked {
  readonly when: When;
  readonly caller: unknown;
}

function nameOf({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}`;
}

interface Cells {
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
  readonly text: string;
}

function cellsOf({ cluster }: Play, pod: Pod): Cells {
  const cells = podRow(pod, cluster.wallMs(), cluster.release);
  const restarts = cells.restarts === '0' ? '' : `, restarts ${cells.restarts}`;
  return { ...cells, text: `${cells.ready} ${cells.status}${restarts}` };
}

function looksLike({ ready, status }: Pick<Cells, 'ready' | 'status'>, wanted: string): boolean {
  return [status, ready, `${ready} ${status}`].includes(wanted);
}

function storyOf(rows: readonly WatchRow[]): string {
  const told = rows.map(({ t, type, ready, status }) => ({
    t,
    text: type === 'DELETED' ? 'gone' : `${ready} ${status}`,
  }));
  const changes = told.filter(({ text }, i) => text !== told[i - 1]?.text);
  return changes.map(({ t, text }) => `${text} (${formatDuration(t)})`).join(' → ');
}
