import { assertContainerIsKnown, containerStatus, describeState } from '../src/index';
import { runText, startsText } from './containerTexts';
import { runsOf } from './known';
import { fail, type Observed, observable } from './observation';
import type { ContainerName, Times } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** Whether a container runs, is ready, and how often it has started. */

function runs(world: PodwrightWorld, name: ContainerName): Observed {
  const run = runsOf(world, name).at(-1);
  return {
    holds: run !== undefined && run.endedMs === undefined,
    expected: `container "${name.container}" is running`,
    seen: runText(world, run),
  };
}

observable('{container} {is} running( again)', runs);
observable('{container} {isNot} running', (world: PodwrightWorld, name: ContainerName) => {
  const { holds, expected, seen } = runs(world, name);
  return { holds: !holds, expected: expected.replace(' is ', ' is not '), seen };
});

/** As READY counts it: `ready` in its status. */
function isReady(world: PodwrightWorld, name: ContainerName, wanted: boolean): Observed {
  assertContainerIsKnown(world.cluster, name.container);
  const status = containerStatus(world.cluster, name);
  return {
    holds: status !== undefined && status.ready === wanted,
    expected: `container "${name.container}" is ${wanted ? '' : 'not '}ready`,
    seen: status ? `it is ${status.ready ? '' : 'not '}ready: ${describeState(status.state)}` : 'its pod is gone',
  };
}

observable('{container} {is} ready', (world: PodwrightWorld, name: ContainerName) => isReady(world, name, true));
observable('{container} {isNot} ready', (world: PodwrightWorld, name: ContainerName) => isReady(world, name, false));

/** Each run of it is a start. */
for (const started of ['{has} started', '{has} run', 'starts/started/runs/ran'])
  observable(`{container} ${started} {times}`, (world: PodwrightWorld, name: ContainerName, times: Times) => {
    const all = runsOf(world, name);
    return {
      holds: times.accepts(all.length),
      expected: `container "${name.container}" started ${times.text}`,
      seen: startsText(world, all),
    };
  });

observable('{container} {never} started/starts/start/created', (world: PodwrightWorld, name: ContainerName) => {
  const first = runsOf(world, name)[0];
  return {
    holds: !first,
    expected: `container "${name.container}" has never started`,
    seen: first ? `it started at ${world.moment(first.startedMs)}` : 'no start',
  };
});

/** Once at least, in whatever pod. */
observable('{container} {is} started', (world: PodwrightWorld, name: ContainerName) => {
  const all = runsOf(world, name);
  return {
    holds: all.length > 0,
    expected: `container "${name.container}" has started`,
    seen: startsText(world, all),
  };
});

Then(
  '{container} never starts before {container} {has} succeeded',
  function (this: PodwrightWorld, later: ContainerName, earlier: ContainerName) {
    const [second, first] = [runsOf(this, later), runsOf(this, earlier)];
    for (const run of second) {
      const done = first.some((r) => r.pod === run.pod && r.exitCode === 0 && (r.endedMs as number) <= run.startedMs);
      if (!done)
        fail(
          `at ${this.moment(run.startedMs)}`,
          `container "${earlier.container}" of ${run.pod} has succeeded`,
          `container "${later.container}" started before`,
        );
    }
  },
);

observable('the image of {container} {is} {string}', (world: PodwrightWorld, name: ContainerName, image: string) => {
  assertContainerIsKnown(world.cluster, name.container);
  const seen = containerStatus(world.cluster, name)?.image;
  // As the container runtime tells it: `docker.io/library/nginx:1.25`
  const holds = seen === image || seen?.endsWith(`/${image}`) === true;
  return { holds, expected: `image ${image}`, seen: seen ?? 'none' };
});
