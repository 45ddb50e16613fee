import type { Job, KubeObject, Pod } from '../../api/index';
import { type Application, endingOf, type Server, Trial, type TrialSetup } from '../../check/index';
import { formatDuration } from '../../duration';
import { podRow } from '../../kubectl/index';
import { inNamespace, namespaceFlag } from '../../namespaceWords';

/** Nobody waits longer for a first run in a feature: one that comes later is begun by hand. */
const MOST_WAIT_MS = 25 * 3_600_000;
/** What has not ended by then runs on. */
const PATIENCE_MS = 30 * 60_000;
const AFTER = `after ${formatDuration(PATIENCE_MS)}`;
/** The feature plays the same with other instants: so much later may things come. */
const MARGIN_MS = 60_000;

/** A scenario as `init` writes it. */
export interface Scenario {
  readonly title: string;
  readonly steps: readonly string[];
}

/** How the work comes about. */
interface Beginning extends Scenario {
  /** The Job that is made by hand from a CronJob; undefined where its schedule makes one. */
  readonly madeJob?: string;
}

/** How the work of a Job, or of a pod that ends, goes as long as its manifest is as it is. */
export function taskScenario(application: Application, task: Server, setup: TrialSetup): Scenario {
  const begun = beginning(application, task, setup);
  const { title, steps } =
    task.kind === 'Pod' ? podEnding(application, task, setup) : jobEnding(application, task, begun, setup);
  return { title: `${begun.title}${title}`, steps: [...begun.steps, ...steps] };
}

/** The steps up to the moment at which the work begins. */
function beginning(application: Application, task: Server, setup: TrialSetup): Beginning {
  const created = 'When the manifest is created';
  if (task.kind !== 'CronJob') return { title: 'it ', steps: [created] };
  const { name, namespace } = task;
  const { suspend } = (application.objectOf(task) as { spec?: { suspend?: boolean } }).spec ?? {};
  const firstMs = suspend ? undefined : firstRunMs(application, task, setup);
  if (firstMs !== undefined) {
    const waited = formatDuration(Math.max(1, Math.floor(firstMs / 1000)) * 1000);
    return { title: 'its schedule brings a Job, which ', steps: [created, `And ${waited} pass`] };
  }
  return {
    title: `${suspend ? 'it is suspended' : 'its schedule brings nothing for a day'}; begun by hand, its Job `,
    steps: [
      created,
      'And 1m passes',
      `Then the field "status.lastScheduleTime" of cronjob "${name}"${inNamespace(namespace)} is not set`,
      `When I run \`kubectl create job ${name}-by-hand --from=cronjob/${name}${namespaceFlag(namespace)}\``,
    ],
    madeJob: `${name}-by-hand`,
  };
}

function firstRunMs(application: Application, task: Server, setup: TrialSetup): number | undefined {
  const trial = new Trial(application.loneCronJob(task), setup);
  const hasJob = () => trial.cluster.api.list<Job>('Job', { namespace: task.namespace }).length > 0;
  return trial.cluster.advanceUntil(hasJob, MOST_WAIT_MS) ? trial.elapsedMs : undefined;
}

function podEnding(application: Application, task: Server, setup: TrialSetup): Scenario {
  const trial = new Trial(application, setup);
  const phase = () => podsOf(trial, task)[0]?.status?.phase ?? 'Pending';
  trial.cluster.advanceUntil(() => ['Succeeded', 'Failed'].includes(phase()), PATIENCE_MS);
  const titles: Readonly<Record<string, string>> = { Succeeded: 'does its work', Failed: 'fails' };
  const title = titles[phase()] ?? `is still ${phase()} ${AFTER}`;
  return { title, steps: [`Then ${within(trial)} ${called(task)} has phase "${phase()}"`] };
}

function jobEnding(application: Application, task: Server, { madeJob }: Beginning, setup: TrialSetup): Scenario {
  const isCron = task.kind === 'CronJob';
  const trial = new Trial(isCron ? application.whenDue(task) : application, setup);
  const job = () => trial.cluster.api.find<Job>('Job', task.namespace, task.name);
  if (job()?.spec.suspend)
    return { title: 'is suspended', steps: [`Then for 1m the field "spec.suspend" of ${called(task)} is "true"`] };
  trial.cluster.advanceUntil(() => endingOf(job()) !== undefined, PATIENCE_MS);
  const how = endingOf(job())?.how;
  const status = shown(trial, task, how);
  const ofPods = status === undefined ? [] : [`at least 1 pod of ${called(task)} is "${status}"`];
  const made = isCron ? madeJob && { ...task, kind: 'Job', name: madeJob } : task;
  const ofJob = !how
    ? []
    : made
      ? [`${called(made)} ${how === 'Complete' ? 'is complete' : 'has failed'}`]
      : [`${called(task)} has the event "SawCompletedJob" with message ": ${how}"`];
  const title = how ? { Complete: 'is completed', Failed: 'fails' }[how] : `is not done ${AFTER}`;
  const facts = [...ofPods, ...ofJob].map((fact) => `${within(trial)} ${fact}`);
  return { title, steps: facts.map((fact, i) => `${i === 0 ? 'Then' : 'And'} ${fact}`) };
}

function called({ kind, name, namespace }: Pick<Server, 'kind' | 'name' | 'namespace'>): string {
  return `${kind.toLowerCase()} "${name}"${inNamespace(namespace)}`;
}

/** In whole minutes: a feature is read by people. */
function within({ elapsedMs }: Trial): string {
  return `within ${formatDuration(Math.ceil((elapsedMs + MARGIN_MS) / 60_000) * 60_000)}`;
}

/** What `kubectl get pods` shows of a pod that ended as its Job did, or of the first. */
function shown(trial: Trial, task: Server, how: 'Complete' | 'Failed' | undefined): string | undefined {
  const pods = podsOf(trial, task);
  const phase = how && { Complete: 'Succeeded', Failed: 'Failed' }[how];
  const pod = pods.find(({ status }) => status?.phase === phase) ?? pods[0];
  return pod && podRow(pod, trial.cluster.wallMs(), trial.cluster.release).status;
}

function podsOf({ cluster }: Trial, { kind, name, namespace }: Server): Pod[] {
  const isIts = ({ metadata }: KubeObject) =>
    kind === 'Pod' ? metadata.name === name : metadata.ownerReferences?.some((owner) => owner.name === name);
  return cluster.api.list<Pod>('Pod', { namespace }).filter(isIts);
}
