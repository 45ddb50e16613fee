import type { Container, ContainerStatus, Pod } from '../api/index';
import { containerLog, eventRows } from '../observe/index';
import { type Application, type FieldChange, field, type Server } from './application';
import { ASSUMED_PROGRAM } from './assumed';
import { commandText } from './handlers';
import { lacking } from './lacking';
import type { Trial } from './trial';

/** Something of which nobody can know whether it works, and without which the pod would start. */
export interface Obstacle {
  /** The fields that go. */
  readonly changes: readonly FieldChange[];
  /** `what init container "copy" does (sh -c …) in shop/web:1 is not known`. */
  readonly sentence: string;
  /** It still runs: it waits for something. */
  readonly waits: boolean;
  /** What it waits for is in its own pod or in the files, and does not come. */
  readonly waitsForOwn: boolean;
}

const ITSELF = /\b(localhost|127\.0\.0\.1|::1)\b/;

/**
 * Why the pod of a trial does not start, where that hangs on what the files don't say: programs in images that nobody
 * described, and init containers that wait for something.
 */
export function obstaclesOf(trial: Trial, server: Server, application: Application): Obstacle[] {
  if (trial.lacks) return lacking(trial.lacks, server, application);
  const pod = trial.lonePod(server);
  const prefix = server.template === '' ? '' : `${server.template}.`;
  const { initContainers = [], containers } = application.podSpec(server);
  const inits = initContainers.flatMap((container, i) =>
    ofInit(trial, server, pod, container, `${prefix}spec.initContainers[${i}]`),
  );
  if (inits.length > 0) return inits;
  return containers.flatMap((container, i) =>
    ofRegular(trial, server, pod, container, `${prefix}spec.containers[${i}]`),
  );
}

function ofInit(trial: Trial, server: Server, pod: Pod | undefined, container: Container, path: string): Obstacle[] {
  const status = pod?.status?.initContainerStatuses?.find(({ name }) => name === container.name);
  if (container.restartPolicy === 'Always' || status?.state?.terminated?.exitCode === 0) return [];
  const waits = status?.state?.running !== undefined;
  const said = containerLog(trial.cluster, { container: container.name }).at(-1)?.text;
  const fails = hasFailed(status) && isUnknown(trial, container);
  if (!waits && !fails) return [];
  const words = said === undefined ? '' : `; it says "${said.trim()}"`;
  const asked = ` ${commandOf(container)} ${said ?? ''} `;
  const own = ITSELF.test(asked) || trial.names('Service').some((name) => names(asked, name));
  return [
    {
      // An image of nobody's does its task and ends with 0.
      changes: [
        field(server, `${path}.command`, undefined),
        field(server, `${path}.args`, undefined),
        ...(isUnknown(trial, container) ? [] : [field(server, `${path}.image`, 'example.com/assumed')]),
      ],
      sentence: waits
        ? `init container ${container.name} waits for ever for something that ${own ? 'starts only after it' : 'is not in the files'} (${commandOf(container)}${words})`
        : `what init container ${container.name} does in ${container.image} is not known (${commandOf(container)}${words})`,
      waits,
      waitsForOwn: waits && own,
    },
  ];
}

function ofRegular(trial: Trial, server: Server, pod: Pod | undefined, container: Container, path: string): Obstacle[] {
  const status = pod?.status?.containerStatuses?.find(({ name }) => name === container.name);
  if (!isUnknown(trial, container))
    return isProgramMissing(status) ? [missingProgram(trial, server, container, path)] : [];
  const probed = unknownProbes(server, container, path);
  if (probed.length > 0 && isKilledByProbe(trial, container)) return probed;
  const failing = hasFailed(status) && (container.command ?? container.args);
  if (failing)
    return [
      {
        changes: [field(server, `${path}.command`, undefined), field(server, `${path}.args`, undefined)],
        sentence: `what ${container.name} does in ${container.image} is not known (${commandOf(container)})`,
        waits: false,
        waitsForOwn: false,
      },
    ];
  return status?.ready === false ? probed : [];
}

/** Programs that probes run in an image that nobody described. */
function unknownProbes(server: Server, container: Container, path: string): Obstacle[] {
  const probes = (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).filter((name) => container[name]?.exec);
  if (probes.length === 0) return [];
  return [
    {
      // No image has a program of this name: the app answers, as for all that nobody described.
      changes: probes.map((name) =>
        field(server, `${path}.${name}.exec.command`, [ASSUMED_PROGRAM, ...(container[name]?.exec?.command ?? [])]),
      ),
      sentence: `what ${probes.join(' and ')} of ${container.name} ${probes.length > 1 ? 'run' : 'runs'} in ${container.image} is not known`,
      waits: false,
      waitsForOwn: false,
    },
  ];
}

/** What a shell says of a program that is not there. */
const NOT_FOUND = 127;

function isProgramMissing(status: ContainerStatus | undefined): boolean {
  return (status?.state?.terminated ?? status?.lastState?.terminated)?.exitCode === NOT_FOUND;
}

/** Of an image that is described only the programs are known that the description names. */
function missingProgram(trial: Trial, server: Server, container: Container, path: string): Obstacle {
  const said = containerLog(trial.cluster, { container: container.name }).at(-1)?.text.trim();
  return {
    changes: [
      field(server, `${path}.command`, undefined),
      field(server, `${path}.args`, undefined),
      field(server, `${path}.image`, 'example.com/assumed'),
    ],
    sentence: `what ${container.name} runs in ${container.image} is not known (${commandOf(container)}${said ? `; it says "${said}"` : ''})`,
    waits: false,
    waitsForOwn: false,
  };
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
  const ended = status?.state?.terminated ?? status?.lastState?.terminated;
  return ended !== undefined && (ended.exitCode !== 0 || status?.state?.waiting?.reason === 'CrashLoopBackOff');
}

function commandOf({ command = [], args = [] }: Container): string {
  return `\`${commandText([...command, ...args])}\``;
}
