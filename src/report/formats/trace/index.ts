import type { EventVersion, Lane, PodVersion, Story } from '../../story/types';
import type { AttemptReport, ScenarioReport } from '../types';
import { type TraceEvent, TraceProcess } from './events';
import { type Explained, flows } from './flows';
import { writeEvents, writeLane } from './lanes';

/** What a trace tells of its scenario. */
export interface TraceSubject {
  readonly scenario: ScenarioReport;
  readonly attempt: AttemptReport;
}

/**
 * The story of an attempt as a Chrome trace, which ui.perfetto.dev and chrome://tracing open: a process for each pod, a
 * thread for its status and for each container, probe and hook; states are slices, signals, starts, verdicts and events are
 * moments; what the pods add up to are counters; causes have arrows to their effects. The steps of the scenario are the first process. Its microseconds are virtual
 * ones: the same run has the same bytes.
 */
export function chromeTrace(story: Story, subject: TraceSubject): string {
  const processes = [scenarioProcess(story, subject)];
  const open = (name: string): TraceProcess => {
    const process = new TraceProcess(processes.length + 1, name);
    processes.push(process);
    return process;
  };
  const groups = groupsOf(story.lanes);
  const explained: Explained[] = [];
  for (const { name, pod, lanes } of groups) {
    const process = open(name);
    for (const lane of lanes) explained.push(...writeLane(process, lane, story.why));
    if (pod !== undefined) {
      writeEvents(
        process,
        story.events.filter((event) => keyOf(event) === pod),
      );
      writeRestarts(
        process,
        story.pods.filter(({ namespace, name: own }) => `${namespace}/${own}` === pod),
      );
    }
  }
  const pods = new Set(groups.map(({ pod }) => pod));
  const others = story.events.filter((event) => !pods.has(keyOf(event)));
  if (others.length > 0) writeEvents(open('other objects'), others);
  return written([...processes.flatMap(({ events }) => events), ...flows(explained, story.why)], story, subject);
}

/** A name for the file of a trace, which can stand in any folder: letters, digits, dots and hyphens. */
export function traceName({ id }: ScenarioReport, attempt: number): string {
  const place = id
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(-150);
  return `${place}${attempt === 0 ? '' : `-attempt-${attempt + 1}`}.trace.json`;
}

/** An event on each line: two traces can be compared by `diff`. */
function written(
  events: readonly TraceEvent[],
  { kubernetes, seed }: Story,
  { scenario, attempt }: TraceSubject,
): string {
  const { id, name } = scenario;
  const about = JSON.stringify({ scenario: name, id, state: attempt.state, kubernetes, seed, digest: attempt.digest });
  const lines = events.map((event) => JSON.stringify(event));
  return `{"displayTimeUnit":"ms","otherData":${about},"traceEvents":[\n${lines.join(',\n')}\n]}\n`;
}

function scenarioProcess(
  { steps: times, commands, pods, endMs }: Story,
  { scenario, attempt }: TraceSubject,
): TraceProcess {
  const process = new TraceProcess(1, `scenario ${scenario.name}`);
  const steps = process.thread('steps');
  for (const [i, [from, to]] of times.entries()) {
    const { keyword = '', text = '', state = 'unknown', message } = attempt.steps[i] ?? {};
    const name = `${keyword} ${text}`.trim();
    process.slice(steps, from, to, {
      name,
      cat: `step,${state}`,
      args: { state, ...(message !== undefined && { message }) },
    });
  }
  for (const { t, commandLine, node, endMs: ended = endMs, exitCode } of commands) {
    const tid = process.thread(node === undefined ? 'commands' : `commands on ${node}`);
    process.slice(tid, t, ended, { name: commandLine, cat: 'command', args: { exitCode } });
  }
  writeReadyPods(process, pods);
  return process;
}

interface Group {
  readonly name: string;
  /** `namespace/name` where it is a pod. */
  readonly pod?: string;
  readonly lanes: Lane[];
}

/** Lanes follow the pod that they belong to; clients and nodes have a process each for all of them. */
function groupsOf(lanes: readonly Lane[]): Group[] {
  const groups: Group[] = [];
  for (const lane of lanes) {
    if (lane.kind === 'pod')
      groups.push({ name: `pod ${lane.of}/${lane.name}`, pod: `${lane.of}/${lane.name}`, lanes: [] });
    const common = lane.kind === 'client' ? 'traffic' : lane.kind === 'node' ? 'nodes' : undefined;
    if (common !== undefined && groups.at(-1)?.name !== common) groups.push({ name: common, lanes: [] });
    groups.at(-1)?.lanes.push(lane);
  }
  return groups;
}

function keyOf({ namespace, object }: EventVersion): string {
  return object.startsWith('Pod/') ? `${namespace}/${object.slice('Pod/'.length)}` : '';
}

function writeRestarts(process: TraceProcess, versions: readonly PodVersion[]): void {
  let last: number | undefined;
  for (const { t, restarts } of versions) {
    if (restarts === last || (last === undefined && restarts === 0)) continue;
    last = restarts;
    process.counter(t, 'restarts', { restarts });
  }
}

/** How many pods have all their containers ready. */
function writeReadyPods(process: TraceProcess, versions: readonly PodVersion[]): void {
  const ready = new Set<string>();
  for (const { t, namespace, name, ready: containers, gone } of versions) {
    const before = ready.size;
    const [up, of] = containers.split('/');
    if (!gone && up === of) ready.add(`${namespace}/${name}`);
    else ready.delete(`${namespace}/${name}`);
    if (ready.size !== before) process.counter(t, 'ready pods', { pods: ready.size });
  }
}
