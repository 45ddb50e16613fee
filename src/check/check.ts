import { type Application, isTask, type Server } from './application';
import { type ContainerSubject, type Finding, type Limits, QUESTIONS, type QuestionId, type Subject } from './finding';
import { broken } from './questions/broken';
import { dependency } from './questions/dependency';
import { hang } from './questions/hang';
import { eviction } from './questions/jobs/eviction';
import { failure } from './questions/jobs/failure';
import { hangingRun } from './questions/jobs/hangingRun';
import { longestRun } from './questions/jobs/longestRun';
import { overlap } from './questions/jobs/overlap';
import { sidecar } from './questions/jobs/sidecar';
import { longestDrain } from './questions/longestDrain';
import { nodeDrain } from './questions/nodeDrain';
import { programs } from './questions/programs';
import { rollout } from './questions/rollout';
import { slowestStart } from './questions/slowestStart';
import { start } from './questions/start';
import { Trial, type TrialSetup } from './trial';

export interface CheckOptions {
  readonly setup: TrialSetup;
  readonly limits: Limits;
  /** Default all; whether a pod starts at all is always asked. */
  readonly questions?: readonly QuestionId[];
  /** Told before each question, for people who wait. */
  readonly progress?: (server: Server, question: QuestionId, container?: string) => void;
}

type ContainerQuestion = (subject: ContainerSubject) => Finding | undefined;
type ServerQuestion = (subject: Subject) => Finding | undefined;

const OF_CONTAINERS: readonly (readonly [QuestionId, ContainerQuestion])[] = [
  ['slowest-start', slowestStart],
  ['hang', hang],
  ['broken', broken],
  ['longest-drain', longestDrain],
  ['dependency', dependency],
  ['programs', programs],
];

const OF_TASKS: readonly (readonly [QuestionId, ServerQuestion])[] = [
  ['job-failure', failure],
  ['job-hang', hangingRun],
  ['job-longest-run', longestRun],
  ['job-eviction', eviction],
  ['job-sidecar', sidecar],
  ['cron-overlap', overlap],
];

const OF_SERVERS: readonly (readonly [QuestionId, ServerQuestion])[] = [
  ['rollout', rollout],
  ['node-drain', nodeDrain],
];

/**
 * Finds out by simulation what the figures in an application's manifests mean: one finding for each question that makes
 * sense for a container or a workload.
 * @throws ApplicationError when the API server refuses the manifests
 */
export function check(application: Application, options: CheckOptions): Finding[] {
  const { setup, limits, progress, questions = QUESTIONS } = options;
  // What the API server refuses is said about the objects as they are, before anything is made of them.
  new Trial(application, setup);
  const ask = (name: QuestionId, server: Server, question: () => Finding | undefined, container?: string) => {
    if (!questions.includes(name)) return [];
    progress?.(server, name, container);
    return question() ?? [];
  };
  return [...application.servers(), ...application.tasks()].flatMap((server) => {
    progress?.(server, 'start');
    const started = start({ application, server, setup, limits });
    const first = started.finding && questions.includes('start') ? [started.finding] : [];
    if (!started.application) return started.finding ? [started.finding] : [];
    const subject = { application: started.application, server, setup, limits };
    const of = (rows: typeof OF_SERVERS) => rows.flatMap(([name, q]) => ask(name, server, () => q(subject)));
    if (isTask(server)) return [...first, ...of(OF_TASKS)];
    const ofContainers = subject.application
      .containers(server)
      .flatMap(({ container, path }) =>
        OF_CONTAINERS.flatMap(([name, q]) =>
          ask(name, server, () => q({ ...subject, container, path }), container.name),
        ),
      );
    return [...first, ...ofContainers, ...of(OF_SERVERS)];
  });
}
