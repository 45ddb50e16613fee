import { nearest } from '../observe/nearest';
import { describeFailures, type RequestFact, requests } from '../observe/traffic';
import type { Observed } from './failure';
import { expectThat, inWords, isAmong, type Times, type When } from './observation';
import type { Play } from './play';

/** What must be true of the requests that clients have sent; see `Play.send`. Each method throws an AssertionError if it isn't. */
export class RequestExpectation {
  constructor(
    private readonly play: Play,
    private readonly client?: string,
  ) {}

  /** Every request that came to an end was answered well, and there was one at least. */
  toSucceed(when: When = {}): this {
    return this.expect('every request succeeds', when, this.toSucceed, (all) => all.every(({ ok }) => ok));
  }

  /** So many requests were lost: refused, timed out, cut off or answered by an error. */
  toFail(times: Times, when: When = {}): this {
    return this.expect(`${inWords(times)} requests fail`, when, this.toFail, (all) =>
      isAmong(all.filter(({ ok }) => !ok).length, times),
    );
  }

  private expect(expected: string, when: When, caller: unknown, isSo: (all: readonly RequestFact[]) => boolean): this {
    const { cluster, startMs } = this.play;
    const look = (): Observed => {
      const all = requests(cluster, this.client === undefined ? {} : { client: this.client });
      const seen = () => (all.length > 0 ? describeFailures(all, cluster, startMs) : this.nobody());
      return { holds: all.length > 0 && isSo(all), expected, seen };
    };
    expectThat(this.play, when, { look, caller, isAboutPast: true });
    return this;
  }

  private nobody(): string {
    const clients = [...new Set(requests(this.play.cluster).map(({ client }) => client))];
    if (this.client === undefined || clients.length === 0)
      return 'no request was sent: play.send(service, …) starts a client';
    return `client "${this.client}" sent no request; ${nearest(this.client, clients)}`;
  }
}
