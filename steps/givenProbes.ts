import { type Behaviour, type Container, type Probe, podSpecOf } from '../src/index';
import { givenObjects } from './givenObjects';
import type { ContainerName } from './parameters';
import { Given } from './sentence';
import { told } from './told';
import type { PodwrightWorld } from './world';

/**
 * An app that fails a probe: it answers what the probe asks so that it fails. Another probe that asks the same fails too, as it
 * would. Times count from each start of the container.
 */

interface Window {
  readonly fromMs?: number;
  readonly untilMs?: number;
}

Given(
  '{container} fails its/the {probe} after/from {duration}( on)',
  function (this: PodwrightWorld, name: ContainerName, probe: string, fromMs: number) {
    failProbe(this, name, probe, { fromMs });
  },
);
Given(
  'the {probe} of {container} fails after/from {duration}( on)',
  function (this: PodwrightWorld, probe: string, name: ContainerName, fromMs: number) {
    failProbe(this, name, probe, { fromMs });
  },
);

Given(
  '{container} fails its/the {probe} from {duration} to/until {duration}',
  function (this: PodwrightWorld, name: ContainerName, probe: string, fromMs: number, untilMs: number) {
    failProbe(this, name, probe, { fromMs, untilMs });
  },
);
Given(
  'the {probe} of {container} fails after/from/at {duration} for {duration}',
  function (this: PodwrightWorld, probe: string, name: ContainerName, fromMs: number, forMs: number) {
    failProbe(this, name, probe, { fromMs, untilMs: fromMs + forMs });
  },
);

Given(
  '{container} fails its/the {probe} until {duration}',
  function (this: PodwrightWorld, name: ContainerName, probe: string, untilMs: number) {
    failProbe(this, name, probe, { untilMs });
  },
);

function failProbe(world: PodwrightWorld, name: ContainerName, probe: string, window: Window): void {
  const containers = containersCalled(world, name.container);
  const asked = containers.flatMap((container) => {
    const handler = container[`${probe}Probe` as 'livenessProbe' | 'readinessProbe' | 'startupProbe'];
    return handler ? [{ container, handler }] : [];
  });
  if (asked.length === 0)
    throw told(
      containers.length === 0
        ? `no manifest that was given by now has a container "${name.container}": give it before`
        : `container "${name.container}" has no ${probe}Probe`,
    );
  for (const { container, handler } of asked) {
    if (handler.exec) assertIsMadeUp(world, container, probe);
    world.behave(name, failing(handler, container, window));
  }
}

/** In the manifests that were given, or else in the pods that there have been. */
function containersCalled(world: PodwrightWorld, name: string): Container[] {
  const given = givenObjects(world).flatMap((object) => podSpecOf(object) ?? []);
  const specs = given.length > 0 ? given : world.cluster.podsEver().map(({ spec }) => spec);
  return specs
    .flatMap(({ initContainers = [], containers = [] }) => [...initContainers, ...containers])
    .filter((container) => container.name === name);
}

function failing({ httpGet, grpc, exec }: Probe, { ports = [] }: Container, window: Window): Behaviour {
  if (httpGet) {
    const port = ports.find(({ name }) => name === httpGet.port)?.containerPort ?? Number(httpGet.port);
    const { path = '/' } = httpGet;
    return { responses: [{ path: path.startsWith('/') ? path : `/${path}`, port, status: 503, ...window }] };
  }
  if (grpc) return { health: [{ ...(grpc.service && { service: grpc.service }), status: 'NOT_SERVING', ...window }] };
  if (exec) return { commands: [{ command: (exec.command ?? []).join(' '), exitCode: 1, ...window }] };
  return { refuses: [window] };
}

/** @throws Error when the programs of the image are known: what such a one finds decides how it ends, no sentence does */
function assertIsMadeUp(world: PodwrightWorld, { name, image }: Container, probe: string): void {
  if (image !== undefined && world.cluster.catalogue.find(image))
    throw told(
      `the ${probe} probe of container "${name}" runs a program of image ${image}, which is played: say what it finds, such as \`container "${name}" loses the file "/tmp/healthy" after 1m\``,
    );
}
