import { type Container, type ContainerStatus, isSidecar, type Pod } from '../api/index';
import { containerLog, eventRows } from '../observe/index';
import type { Application, PlacedContainer, Server } from './application';
import { commandText, handlerCommands, isProbeField } from './handlers';
import { lacking } from './lacking';
import { type Obstacle, unknown } from './obstacle';
import { assumedApp, assumedHandlers, imagesOwnApp } from './standIns';
import type { Trial } from './trial';

const ITSELF = /\b(localhost|127\.0\.0\.1|::1)\b/;

/**
 * Why the pod of a trial does not start, where that hangs on what the files don't say: programs in images that nobody
 * described, and init containers that wait for something.
 */
export function obstaclesOf(trial: Trial, server: Server, application: Application): Obstacle[] {
  if (trial.lacks) return lacking(trial.lacks, server, application);
  const pod = trial.lonePod(server);
  const inits = application.initContainers(server).flatMap((placed) => ofInit(trial, server, pod, placed));
  if (inits.length > 0) return inits;
  return application.containers(server).flatMap((placed) => ofRegular(trial, server, pod, placed));
}

function ofInit(trial: Trial, server: Server, pod: Pod | undefined, { container, path }: PlacedContainer): Obstacle[] {
  const status = pod?.status?.initContainerStatuses?.find(({ name }) => name === container.name);
  if (isSidecar(container) || status?.state?.terminated?.exitCode === 0) return [];
  const waits = status?.state?.running !== undefined;
  const isOfUnknownImage = isUnknown(trial, container);
  if (!waits && !(hasFailed(status) && isOfUnknownImage)) return [];
  const said = lastWords(trial, container);
  // An image of nobody's does its task and ends with 0.
  const changes = isOfUnknownImage ? imagesOwnApp(server, path) : assumedApp(server, path);
  const what = `${commandOf(container)}${said === undefined ? '' : `; it says "${said}"`}`;
  if (!waits)
    return [
      unknown(changes, `what init container ${container.name} does in ${container.image} is not known (${what})`),
    ];
  const lost = pod && lostPackets(trial, pod);
  if (lost) {
    const sentence = `init container ${container.name} waits for ever: ${lost} (${what})`;
    return [{ changes, sentence, waits, waitsForOwn: true }];
  }
  const asked = ` ${commandOf(container)} ${said ?? ''} `;
  const waitsForOwn = ITSELF.test(asked) || trial.names('Service').some((name) => names(asked, name));
  const why = waitsForOwn ? 'starts only after it' : 'is not in the files';
  const sentence = `init container ${container.name} waits for ever for something that ${why} (${what})`;
  return [{ changes, sentence, waits, waitsForOwn }];
}

/** What a pod has sent in vain, because policies in the files do not allow it. */
function lostPackets({ cluster }: Trial, { metadata }: Pod): string | undefined {
  const facts = cluster.journal.about(`Pod/${metadata.namespace}/${metadata.name}`);
  return facts.findLast(({ type }) => type === 'packet-dropped')?.detail['says'] as string | undefined;
}

function ofRegular(
  trial: Trial,
  server: Server,
  pod: Pod | undefined,
  { container, path }: PlacedContainer,
): Obstacle[] {
  const status = pod?.status?.containerStatuses?.find(({ name }) => name === container.name);
  if (!isUnknown(trial, container))
    return isProgramMissing(status) ? [missingProgram(trial, server, { container, path })] : [];
  const probed = unknownProbes(server, { container, path });
  if (probed.length > 0 && isKilledByProbe(trial, container)) return probed;
  if (hasFailed(status) && (container.command ?? container.args)) {
    const sentence = `what ${container.name} does in ${container.image} is not known (${commandOf(container)})`;
    return [unknown(imagesOwnApp(server, path), sentence)];
  }
  return status?.ready === false ? probed : [];
}

/** Programs that probes run in an image that nobody described. */
function unknownProbes(server: Server, { container, path }: PlacedContainer): Obstacle[] {
  const probes = handlerCommands(container).filter(({ field }) => isProbeField(field));
  if (probes.length === 0) return [];
  const what = `${probes.map(({ field }) => field).join(' and ')} of ${container.name}`;
  const sentence = `what ${what} ${probes.length > 1 ? 'run' : 'runs'} in ${container.image} is not known`;
  return [unknown(assumedHandlers(server, path, probes), sentence)];
}

/** What a shell says of a program that is not there. */
const NOT_FOUND = 127;

function isProgramMissing(status: ContainerStatus | undefined): boolean {
  return lastEnd(status)?.exitCode === NOT_FOUND;
}

/** Of an image that is described only the programs are known that the description names. */
function missingProgram(trial: Trial, server: Server, { container, path }: PlacedContainer): Obstacle {
  const said = lastWords(trial, container);
  const what = `${commandOf(container)}${said ? `; it says "${said}"` : ''}`;
  return unknown(assumedApp(server, path), `what ${container.name} runs in ${container.image} is not known (${what})`);
}

/** Ended because a probe failed, and not by itself. */
function isKilledByProbe(trial: Trial, { name }: Container): boolean {
  return eventRows(trial.cluster, trial.startMs).some(
    ({ reason, message }) => reason === 'Killing' && message.includes(`Container ${name} failed`),
  );
}

/** Whether a service is named in a text, and not a longer word that has its name. */
function names(text: string, service: string): boolean {
  return text.split(/[^a-z0-9-]+/i).includes(service);
}

function isUnknown(trial: Trial, { image = '' }: Container): boolean {
  return !trial.cluster.catalogue.find(image);
}

function hasFailed(status: ContainerStatus | undefined): boolean {
  const ended = lastEnd(status);
  return ended !== undefined && (ended.exitCode !== 0 || status?.state?.waiting?.reason === 'CrashLoopBackOff');
}

function lastEnd(status: ContainerStatus | undefined) {
  return status?.state?.terminated ?? status?.lastState?.terminated;
}

function lastWords({ cluster }: Trial, { name }: Container): string | undefined {
  return containerLog(cluster, { container: name }).at(-1)?.text.trim();
}

function commandOf({ command = [], args = [] }: Container): string {
  return `\`${commandText([...command, ...args])}\``;
}
