import type { Application, Server } from './application';
import type { ContainerSubject, Finding, Limits, Subject } from './finding';
import { broken } from './questions/broken';
import { dependency } from './questions/dependency';
import { hang } from './questions/hang';
import { longestDrain } from './questions/longestDrain';
import { nodeDrain } from './questions/nodeDrain';
import { programs } from './questions/programs';
import { rollout } from './questions/rollout';
import { slowestStart } from './questions/slowestStart';
import { start } from './questions/start';
import type { TrialSetup } from './trial';

export interface CheckOptions {
  readonly setup: TrialSetup;
  readonly limits: Limits;
  /** Told before each question, for people who wait. */
  readonly progress?: (server: Server, question: string, container?: string) => void;
}

type ContainerQuestion = (subject: ContainerSubject) => Finding | undefined;
type ServerQuestion = (subject: Subject) => Finding | undefined;

const OF_CONTAINERS: readonly (readonly [string, ContainerQuestion])[] = [
  ['the slowest start', slowestStart],
  ['a hang', hang],
  ['a broken pod', broken],
  ['the longest drain', longestDrain],
  ['a dependency that is away', dependency],
  ['programs of hooks and probes', programs],
];

const OF_SERVERS: readonly (readonly [string, ServerQuestion])[] = [
  ['a rolling restart', rollout],
  ['the drain of a node', nodeDrain],
];

/**
 * Finds out by simulation what the figures in an application's manifests mean: one finding for each question that makes
 * sense for a container or a workload.
 * @throws ApplicationError when the API server refuses the manifests
 */
export function check(application: Application, { setup, limits, progress }: CheckOptions): Finding[] {
  return application.servers().flatMap((server) => {
    const subject = { application, server, setup, limits };
    progress?.(server, 'the start');
    const never = start(subject);
    if (never) return [never];
    const ofContainers = application.containers(server).flatMap(({ container, path }) =>
      OF_CONTAINERS.flatMap(([name, ask]) => {
        progress?.(server, name, container.name);
        return ask({ ...subject, container, path }) ?? [];
      }),
    );
    const ofServer = OF_SERVERS.flatMap(([name, ask]) => {
      progress?.(server, name);
      return ask(subject) ?? [];
    });
    return [...ofContainers, ...ofServer];
  });
}
