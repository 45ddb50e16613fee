import {
  type Behaviour,
  type Container,
  type HttpGetAction,
  LONGEST_DURATION_MS,
  matchesName,
  type Probe,
  podSpecOf,
} from '../src/index';
import { assertIsDone } from './deed';
import { givenObjects } from './givenObjects';
import type { ContainerName } from './parameters';
import { Given, When } from './sentence';
import { told } from './told';
import type { PodwrightWorld } from './world';

/**
 * An app that fails a probe: it answers what the probe asks so that it fails. Another probe that asks the same fails too, as it
 * would. Times count from each start of the container.
 */

interface Window {
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly sinceScenario?: boolean;
}

const from = (fromMs = 0): Window => ({ fromMs });
const until = (untilMs = 0): Window => ({ untilMs });
const between = (fromMs = 0, untilMs = 0): Window => ({ fromMs, untilMs });
const lasting = (fromMs = 0, forMs = 0): Window => ({ fromMs, untilMs: fromMs + forMs });

const OF_CONTAINER: Readonly<Record<string, (...timesMs: number[]) => Window>> = {
  'the {probe}{ofContainer} fails after/from {duration}( on)': from,
  'the {probe}{ofContainer} fails until {duration}': until,
  'the {probe}{ofContainer} fails from {duration} to/until {duration}': between,
  'the {probe}{ofContainer} fails after/from/at {duration} for {duration}': lasting,
  'the {probe}{ofContainer} succeeds (only )after/from {duration}( on)': until,
};
for (const [sentence, windowOf] of Object.entries(OF_CONTAINER))
  Given(
    sentence,
    function (this: PodwrightWorld, probe: string, name: ContainerName | undefined, ...timesMs: number[]) {
      failProbe(this, probe, windowOf(...timesMs), name);
    },
  );

const BY_CONTAINER: Readonly<Record<string, (...timesMs: number[]) => Window>> = {
  '{container} fails its/the {probe} after/from {duration}( on)': from,
  '{container} fails its/the {probe} until {duration}': until,
  '{container} fails its/the {probe} from {duration} to/until {duration}': between,
  '{container} fails its/the {probe} after/from/at {duration} for {duration}': lasting,
};
for (const [sentence, windowOf] of Object.entries(BY_CONTAINER))
  Given(sentence, function (this: PodwrightWorld, name: ContainerName, probe: string, ...timesMs: number[]) {
    failProbe(this, probe, windowOf(...timesMs), name);
  });

/** The kubelet waits for an answer for timeoutSeconds: one that comes later is none. */
const SLOWLY: Readonly<Record<string, (takesMs: number) => number>> = {
  'takes {duration}': (takesMs) => takesMs,
  hangs: () => LONGEST_DURATION_MS,
};
for (const [sentence, takesOf] of Object.entries(SLOWLY))
  Given(
    `the {probe}{ofContainer} ${sentence}`,
    function (this: PodwrightWorld, probe: string, name: ContainerName | undefined, ...[takesMs = 0]: number[]) {
      delayProbe(this, probe, takesOf(takesMs), name);
    },
  );

/** From now on, whenever the container started; and back. */
for (const [begins, isBad] of [
  ['starts failing', true],
  ['starts to fail', true],
  ['recovers', false],
  ['succeeds again', false],
] as const) {
  const now = ({ cluster }: PodwrightWorld): Window => ({ fromMs: cluster.now, sinceScenario: true });
  const verdict = isBad ? failing : succeeding;
  When(
    `the {probe}{ofContainer} ${begins}`,
    function (this: PodwrightWorld, probe: string, name: ContainerName | undefined) {
      assertIsDone(this, `the ${probe} probe of container "${name?.container ?? 'web'}" failed at least once`);
      behaveInProbe(this, probe, now(this), verdict, name);
    },
  );
}

/** @param name whose probe; where only one container has one it may be left out */
export function failProbe(world: PodwrightWorld, probe: string, window: Window, name?: ContainerName): void {
  behaveInProbe(world, probe, window, failing, name);
}

/** @param name as above */
export function delayProbe(world: PodwrightWorld, probe: string, takesMs: number, name?: ContainerName): void {
  behaveInProbe(world, probe, {}, slowly(takesMs), name);
}

function behaveInProbe(
  world: PodwrightWorld,
  probe: string,
  window: Window,
  behaves: (handler: Probe, container: Container, window: Window) => Behaviour,
  name?: ContainerName,
): void {
  const containers = containersCalled(world, name?.container);
  const asked = containers.flatMap((container) => {
    const handler = container[`${probe}Probe` as 'livenessProbe' | 'readinessProbe' | 'startupProbe'];
    return handler ? [{ container, handler }] : [];
  });
  const names = [...new Set(asked.map(({ container }) => container.name))];
  if (names.length === 0) throw told(withoutProbe(probe, containers, name));
  if (!name && names.length > 1)
    throw told(`${names.join(', ')} have a ${probe} probe: say the ${probe} probe of container "${names[0]}"`);
  for (const { container, handler } of asked) {
    if (handler.exec) assertIsMadeUp(world, container, `${probe} probe`);
    world.behave(name ?? { container: container.name }, behaves(handler, container, window));
  }
}

function withoutProbe(probe: string, containers: readonly Container[], name: ContainerName | undefined): string {
  if (!name) return `no container of the manifests that were given by now has a ${probe} probe: give them before`;
  if (containers.length > 0) return `container "${name.container}" has no ${probe}Probe`;
  return `no manifest that was given by now has a container "${name.container}": give it before`;
}

/** In the manifests that were given, or else in the pods that there have been. */
export function containersCalled(world: PodwrightWorld, name?: string): Container[] {
  const given = givenObjects(world).flatMap((object) => podSpecOf(object) ?? []);
  const specs = given.length > 0 ? given : world.cluster.podsEver().map(({ spec }) => spec);
  return specs
    .flatMap(({ initContainers = [], containers = [] }) => [...initContainers, ...containers])
    .filter((container) => name === undefined || matchesName(name, container.name));
}

function failing(handler: Probe, container: Container, window: Window): Behaviour {
  return answering(handler, container, window, false) ?? { refuses: [window] };
}

function succeeding(handler: Probe, container: Container, window: Window): Behaviour {
  const answers = answering(handler, container, window, true);
  if (!answers)
    throw told(
      `the probe of container "${container.name}" only connects: say from the beginning for how long it fails, such as the readiness probe fails after 1m for 30s`,
    );
  return answers;
}

function slowly(takesMs: number) {
  return ({ httpGet, grpc, exec }: Probe, container: Container): Behaviour => {
    if (httpGet) return { responses: [{ ...askedBy(httpGet, container), status: 200, latencyMs: takesMs }] };
    if (grpc) return { latencyMs: takesMs };
    if (exec) return { commands: [{ command: (exec.command ?? []).join(' '), exitCode: 0, takesMs }] };
    throw told(
      `the probe of container "${container.name}" only connects, and a connection takes no time: say container "${container.name}" refuses connections`,
    );
  };
}

/** Undefined for a probe that asks nothing. */
function answering(
  { httpGet, grpc, exec }: Probe,
  container: Container,
  window: Window,
  isGood: boolean,
): Behaviour | undefined {
  if (httpGet) {
    const status = isGood ? 200 : 503;
    return { responses: [{ ...askedBy(httpGet, container), status, ...window }] };
  }
  if (grpc) {
    const { service } = grpc;
    return { health: [{ ...(service && { service }), status: isGood ? 'SERVING' : 'NOT_SERVING', ...window }] };
  }
  return exec && { commands: [{ command: (exec.command ?? []).join(' '), exitCode: isGood ? 0 : 1, ...window }] };
}

/** The path and the port that a probe or a hook asks for: a port may be called by its name, and the kubelet puts a missing slash before the path. */
export function askedBy(
  { path = '/', port }: HttpGetAction,
  { ports = [] }: Container,
): { readonly path: string; readonly port: number } {
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    port: ports.find(({ name }) => name === port)?.containerPort ?? Number(port ?? 80),
  };
}

/**
 * @param what it runs: `readiness probe`, `preStop hook`
 * @throws Error when the programs of the image are known: what such a one finds decides how it ends, no sentence does
 */
export function assertIsMadeUp(world: PodwrightWorld, { name, image }: Container, what: string): void {
  if (image !== undefined && world.cluster.catalogue.find(image))
    throw told(
      `the ${what} of container "${name}" runs a program of image ${image}, which is played: say what it finds, such as \`container "${name}" loses the file "/tmp/healthy" after 1m\``,
    );
}
