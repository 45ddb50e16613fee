import { formatDuration } from '../duration';
import { assertContainerIsKnown, type ContainerRun, containerRuns } from '../observe/containers';
import { containerLog } from '../observe/records';
import type { Observed } from './failure';
import { PodPattern, shown } from './names';
import { expectThat, inWords, isAmong, type Times, type When } from './observation';
import type { Duration, Play } from './play';

/** As many starts are told in a message. */
const LAST = 3;

/** What must be true of the containers of one name. Each method throws an AssertionError if it isn't. */
export class ContainerExpectation {
  private readonly pods: PodPattern;

  constructor(
    private readonly play: Play,
    private readonly name: string,
    { pod = '*' }: { readonly pod?: string } = {},
  ) {
    this.pods = new PodPattern(pod);
  }

  /** The last instance in each pod runs. */
  toBeRunning(when: When = {}): this {
    return this.expect('is running', when, this.toBeRunning, (runs) => {
      const last = new Map(runs.map((run) => [run.pod, run]));
      return last.size > 0 && [...last.values()].every(({ endedMs }) => endedMs === undefined);
    });
  }

  /** How many instances have started, restarts among them, in all pods together. */
  toHaveStarted(times: Times, when: When = {}): this {
    return this.expect(`has started ${inWords(times)} times`, when, this.toHaveStarted, (runs) =>
      isAmong(runs.length, times),
    );
  }

  /** Some instance has ended with this exit code and, if it is given, this reason, such as `OOMKilled`. */
  toHaveExited(exitCode: number, when: { readonly within?: Duration; readonly reason?: string } = {}): this {
    const { reason, ...rest } = when;
    const wanted = `has ended with exit code ${exitCode}${reason === undefined ? '' : ` (${reason})`}`;
    return this.expect(wanted, rest, this.toHaveExited, (runs) =>
      runs.some((run) => run.exitCode === exitCode && (reason === undefined || run.reason === reason)),
    );
  }

  /** It has started, and each time another container of its pod had succeeded before. */
  toStartAfter(other: string, when: { readonly within?: Duration } = {}): this {
    return this.expect(`starts only after "${other}" has succeeded`, when, this.toStartAfter, (runs) => {
      assertContainerIsKnown(this.play.cluster, other);
      const others = containerRuns(this.play.cluster, { container: other }).filter(({ exitCode }) => exitCode === 0);
      const isAfter = (run: ContainerRun) =>
        others.some(({ pod, endedMs = Number.POSITIVE_INFINITY }) => pod === run.pod && endedMs <= run.startedMs);
      return runs.length > 0 && runs.every(isAfter);
    });
  }

  /** A line of its log holds this text or matches this expression. */
  toHaveLogged(what: string | RegExp, when: { readonly within?: Duration } = {}): this {
    const look = (): Observed => {
      const lines = containerLog(this.play.cluster, { container: this.name }).map(({ text }) => text);
      const holds = lines.some((line) => (typeof what === 'string' ? line.includes(what) : what.test(line)));
      const seen = () => (lines.length === 0 ? this.seen([]) : `its last lines: ${lines.slice(-LAST).join(' | ')}`);
      return { holds, expected: `container "${this.name}" has logged ${what}`, seen };
    };
    expectThat(this.play, when, { look, caller: this.toHaveLogged });
    return this;
  }

  private expect(what: string, when: When, caller: unknown, holds: (runs: readonly ContainerRun[]) => boolean): this {
    const look = (): Observed => {
      const runs = containerRuns(this.play.cluster, { container: this.name }).filter(({ pod }) =>
        this.pods.matches(pod),
      );
      return { holds: holds(runs), expected: `container "${this.name}" ${what}`, seen: () => this.seen(runs) };
    };
    expectThat(this.play, when, { look, caller, about: 'Pod' });
    return this;
  }

  private seen(runs: readonly ContainerRun[]): string {
    if (runs.length === 0) {
      try {
        assertContainerIsKnown(this.play.cluster, this.name);
      } catch (error) {
        return (error as Error).message;
      }
      return 'it has never started';
    }
    const told = runs.slice(-LAST).map((run) => this.told(run));
    return `${runs.length} ${runs.length === 1 ? 'start' : 'starts'}${told.length < runs.length ? ', the last' : ''}: ${told.join('; ')}`;
  }

  private told({ pod, startedMs, endedMs, exitCode, reason }: ContainerRun): string {
    const at = (t: number) => formatDuration(t - this.play.startMs);
    const end = endedMs === undefined ? 'runs' : `ended at ${at(endedMs)} with exit code ${exitCode} (${reason})`;
    return `in ${shown(pod)} at ${at(startedMs)}, ${end}`;
  }
}
