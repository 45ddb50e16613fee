import { slowed } from '../src/index';
import { Given } from './sentence';
import type { PodwrightWorld } from './world';

/** What is chance in a cluster, said outright: the fuzzer writes it into the stories that it found. */

Given('the cluster takes {int} times as long for everything', function (this: PodwrightWorld, times: number) {
  this.configure({ latencies: slowed(times) });
});

Given('simultaneous events happen in an order of chance', function (this: PodwrightWorld) {
  this.configure({ permuteTies: true });
});
