import { type Behaviour, type Container, type LifecycleHandler, parseDuration } from '../src/index';
import { assertIsMadeUp, containersCalled, portNumber } from './givenProbes';
import { awaited, type Observed, observable } from './observation';
import type { ContainerName } from './parameters';
import { Given } from './sentence';
import { hookHasFailed } from './thenHooks';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** Hooks whose programs nobody described: how long they take, and whether they fail. */

/** Nothing waits for longer. */
const FOR_EVER_MS = parseDuration('1d');

Given(
  'the {word} hook of {container} takes {duration}',
  function (this: PodwrightWorld, hook: string, name: ContainerName, takesMs: number) {
    behaveInHook(this, hook, name, { takesMs });
  },
);
Given('the {word} hook of {container} hangs', function (this: PodwrightWorld, hook: string, name: ContainerName) {
  behaveInHook(this, hook, name, { takesMs: FOR_EVER_MS });
});

/** Under Then it is looked for. */
observable(
  'the {word} hook of {container} {failed}',
  hookHasFailed,
  (world: PodwrightWorld, hook: string, name: ContainerName) => {
    if (world.under === 'Given') behaveInHook(world, hook, name, { fails: true });
    else awaited(world, (): Observed => hookHasFailed(world, hook, name));
  },
);

interface Course {
  readonly takesMs?: number;
  readonly fails?: boolean;
}

function behaveInHook(world: PodwrightWorld, hook: string, name: ContainerName, course: Course): void {
  const handlers = containersCalled(world, name.container).flatMap((container) => {
    const handler = container.lifecycle?.[hook as 'preStop' | 'postStart'];
    return handler ? [{ container, handler }] : [];
  });
  if (handlers.length === 0)
    throw told(
      `no manifest that was given by now has a container "${name.container}" with a ${hook} hook: give it before`,
    );
  for (const { container, handler } of handlers) {
    if (handler.exec) assertIsMadeUp(world, container, `${hook} hook`);
    world.behave(name, behaviourOf(handler, container, course));
  }
}

function behaviourOf(
  { exec, httpGet }: LifecycleHandler,
  container: Container,
  { takesMs = 0, fails = false }: Course,
): Behaviour {
  if (exec) return { commands: [{ command: (exec.command ?? []).join(' '), exitCode: fails ? 1 : 0, takesMs }] };
  if (httpGet) {
    const { path = '/' } = httpGet;
    const port = portNumber(container, httpGet.port);
    return {
      responses: [
        { path: path.startsWith('/') ? path : `/${path}`, port, status: fails ? 500 : 200, latencyMs: takesMs },
      ],
    };
  }
  throw told(`a hook of container "${container.name}" only sleeps: how long it takes stands in its manifest`);
}
