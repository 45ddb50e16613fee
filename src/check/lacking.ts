import { causesOf } from '../causes';
import { NotImplementedError } from '../world/index';
import type { Application, Server } from './application';
import { ASSUMED_IMAGE } from './assumed';
import { commandText, handlerCommands } from './handlers';
import { type Obstacle, unknown } from './obstacle';
import { assumedApp, assumedHandlers } from './standIns';

/** What an error of a cluster says that the simulator lacks; undefined for any other error. */
export function lackOf(error: unknown): NotImplementedError | undefined {
  for (const cause of causesOf(error)) if (cause instanceof NotImplementedError) return cause;
  return undefined;
}

/**
 * What a container runs that real images have and the simulator lacks: it is taken to work. First what it runs itself; if that
 * is not it, what its probes and hooks run.
 */
export function lacking(error: NotImplementedError, server: Server, application: Application): Obstacle[] {
  const all = [...application.initContainers(server), ...application.containers(server)];
  const found = all.find(({ container }) => container.name === error.container);
  if (!found) return [];
  const { container, path } = found;
  const { name, image, command = [], args = [] } = container;
  const isAssumed = image === ASSUMED_IMAGE;
  const changes = isAssumed ? assumedHandlers(server, path, handlerCommands(container)) : assumedApp(server, path);
  if (changes.length === 0) return [];
  const words = [...command, ...args];
  const what = isAssumed
    ? `what a probe or hook of ${name} runs`
    : `what ${name} runs in ${image}${words.length > 0 ? ` (\`${commandText(words)}\`)` : ''}`;
  return [unknown(changes, `${what} is not simulated: ${error.what}`)];
}
