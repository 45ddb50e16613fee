import { assertContainerIsKnown, type ContainerQuery, type ProbeKill, probeKillsOf } from '../src/index';
import { type Observed, observable } from './observation';
import { AT_LEAST_ONCE, type ContainerName, NEVER, type Times } from './parameters';
import type { PodwrightWorld } from './world';

/** Containers that the kubelet stopped because a probe of theirs had failed too often. */

const known = (world: PodwrightWorld, name: ContainerName): ContainerQuery => {
  assertContainerIsKnown(world.cluster, name.container);
  return name;
};

function killedBy(world: PodwrightWorld, name: ContainerName, probe: string, times: Times): Observed {
  const kills = probeKillsOf(world.cluster, known(world, name));
  return {
    holds: times.accepts(kills.filter((kill) => kill.probe === probe).length),
    expected: `container "${name.container}" killed by its ${probe} probe ${times.text}`,
    seen: list(world, kills),
  };
}

function list(world: PodwrightWorld, kills: readonly ProbeKill[]): string {
  return kills.map(({ probe, t }) => `by its ${probe} probe at ${world.moment(t)}`).join(', ') || 'no probe killed it';
}

observable(
  '{container} {stopped} {byProbe} {probe}( failed)( has failed)( fails)',
  (world: PodwrightWorld, name: ContainerName, probe: string) => killedBy(world, name, probe, AT_LEAST_ONCE),
);
observable(
  '{container} {never} killed/restarted/stopped {byProbe} {probe}',
  (world: PodwrightWorld, name: ContainerName, probe: string) => killedBy(world, name, probe, NEVER),
);
