import type { Container } from '../api/index';
import { NotImplementedError } from '../world/index';
import { type Application, type FieldChange, field, type Server } from './application';
import { ASSUMED_PROGRAM } from './assumed';
import { commandText } from './handlers';
import type { Obstacle } from './obstacles';

/** An image that nobody described: its programs do what they are for. */
const ASSUMED_IMAGE = 'example.com/assumed';

/** What an error of a cluster says that the simulator lacks; undefined for any other error. */
export function lackOf(error: unknown): NotImplementedError | undefined {
  if (error instanceof NotImplementedError) return error;
  return error instanceof Error && error.cause !== undefined ? lackOf(error.cause) : undefined;
}

/**
 * What a container runs that real images have and the simulator lacks: it is taken to work. First what it runs itself; if that
 * is not it, what its probes and hooks run.
 */
export function lacking(error: NotImplementedError, server: Server, application: Application): Obstacle[] {
  const prefix = server.template === '' ? '' : `${server.template}.`;
  const { initContainers = [], containers } = application.podSpec(server);
  const all = [
    ...initContainers.map((container, i) => ({ container, path: `${prefix}spec.initContainers[${i}]` })),
    ...containers.map((container, i) => ({ container, path: `${prefix}spec.containers[${i}]` })),
  ];
  const found = all.find(({ container }) => container.name === error.container);
  if (!found) return [];
  const { container, path } = found;
  const { name, image, command = [], args = [] } = container;
  const isAssumed = image === ASSUMED_IMAGE;
  const changes = isAssumed ? handlers(server, container, path) : ownProgram(server, path);
  if (changes.length === 0) return [];
  const words = [...command, ...args];
  const what = isAssumed
    ? `what a probe or hook of ${name} runs`
    : `what ${name} runs in ${image}${words.length > 0 ? ` (\`${commandText(words)}\`)` : ''}`;
  return [{ changes, sentence: `${what} is not simulated: ${error.what}`, waits: false, waitsForOwn: false }];
}

function ownProgram(server: Server, path: string): FieldChange[] {
  return [
    field(server, `${path}.command`, undefined),
    field(server, `${path}.args`, undefined),
    field(server, `${path}.image`, ASSUMED_IMAGE),
  ];
}

function handlers(server: Server, container: Container, path: string): FieldChange[] {
  const { startupProbe, readinessProbe, livenessProbe, lifecycle } = container;
  const all = {
    startupProbe,
    readinessProbe,
    livenessProbe,
    'lifecycle.postStart': lifecycle?.postStart,
    'lifecycle.preStop': lifecycle?.preStop,
  };
  return Object.entries(all).flatMap(([name, handler]) => {
    const command = handler?.exec?.command;
    if (!command || command[0] === ASSUMED_PROGRAM) return [];
    return [field(server, `${path}.${name}.exec.command`, [ASSUMED_PROGRAM, ...command])];
  });
}
