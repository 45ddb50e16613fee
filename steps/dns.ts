import { Given, When } from './sentence';
import type { PodwrightWorld } from './world';

/** The cluster's own DNS: while it is down nobody answers, and programs wait as their resolver has them wait. */

function goDown(this: PodwrightWorld): void {
  this.cluster.network.switchDns(false);
}

function comeBack(this: PodwrightWorld): void {
  this.cluster.network.switchDns(true);
}

Given('(the )(cluster )DNS is down/unreachable/unavailable', goDown);
Given('(the )(cluster )DNS does not answer', goDown);
for (const fails of ['goes down', 'fails', 'stops answering']) When(`(the )(cluster )DNS ${fails}`, goDown);
for (const answers of ['comes back/up', 'is back', 'recovers', 'answers again'])
  When(`(the )(cluster )DNS ${answers}`, comeBack);

/** From the sentence on. */
Given('(the )(cluster )DNS is down for (the first ){duration}', function (this: PodwrightWorld, durationMs: number) {
  goDown.call(this);
  this.cluster.later(durationMs, () => comeBack.call(this));
});
Given(
  '(the )(cluster )DNS is down from {duration} to/until {duration}',
  function (this: PodwrightWorld, fromMs: number, untilMs: number) {
    this.cluster.later(fromMs, () => goDown.call(this));
    this.cluster.later(untilMs, () => comeBack.call(this));
  },
);
