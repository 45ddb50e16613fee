import { type Behaviour, type Container, type LifecycleHandler, LONGEST_DURATION_MS } from '../src/index';
import { askedBy, assertIsMadeUp, containersCalled } from './givenProbes';
import { awaited, type Observed, observable } from './observation';
import type { ContainerName } from './parameters';
import { Given } from './sentence';
import { hookHasFailed } from './thenHooks';
import { told } from './told';
import { whoseHook } from './whose';
import type { PodwrightWorld } from './world';

/** Hooks whose programs nobody described: how long they take, and whether they fail. */

for (const [course, courseOf] of Object.entries<(takesMs: number) => Course>({
  'takes {duration}': (takesMs) => ({ takesMs }),
  hangs: () => ({ takesMs: LONGEST_DURATION_MS }),
}))
  Given(
    `the {hookName} hook{ofContainer} ${course}`,
    function (this: PodwrightWorld, hook: string, said: ContainerName | undefined, ...[takesMs = 0]: number[]) {
      behaveInHook(this, hook, whoseHook(this, hook, said), courseOf(takesMs));
    },
  );

/** Under Then it is looked for. */
observable(
  'the {hookName} hook{ofContainer} {failed}',
  (world: PodwrightWorld, hook: string, said: ContainerName | undefined) =>
    hookHasFailed(world, hook, whoseHook(world, hook, said)),
  (world: PodwrightWorld, hook: string, said: ContainerName | undefined) =>
    failHook(world, hook, whoseHook(world, hook, said)),
);

function failHook(world: PodwrightWorld, hook: string, name: ContainerName): void {
  if (world.under === 'Given') behaveInHook(world, hook, name, { fails: true });
  else awaited(world, (): Observed => hookHasFailed(world, hook, name));
}

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
    // Whatever is answered: the kubelet looks at no status (pkg/kubelet/lifecycle/handlers.go, runHTTPHandler)
    if (fails)
      throw told(
        `a hook of container "${container.name}" asks over HTTP, and any answer is good enough for it: it fails when nobody listens, such as container "${container.name}" refuses connections`,
      );
    return { responses: [{ ...askedBy(httpGet, container), status: 200, latencyMs: takesMs }] };
  }
  throw told(`a hook of container "${container.name}" only sleeps: how long it takes stands in its manifest`);
}
