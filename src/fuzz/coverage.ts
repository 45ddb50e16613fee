import type { ContainerState, KubeEvent, Pod } from '../api/index';
import type { Cluster } from '../cluster';
import { podRow } from '../kubectl/index';

/** How often each thing was seen, by its name. */
export type Tally = Record<string, number>;

/** What a campaign visited. Plain data: tallies of several workers are added up. */
export interface Coverage {
  /** What `kubectl get pods` showed as STATUS, in how many runs. */
  readonly states: Tally;
  /** `Pending → ContainerCreating`, in how many runs. */
  readonly transitions: Tally;
  readonly waiting: Tally;
  readonly terminated: Tally;
  readonly events: Tally;
  readonly troubles: Tally;
}

export function emptyCoverage(): Coverage {
  return { states: {}, transitions: {}, waiting: {}, terminated: {}, events: {}, troubles: {} };
}

/** Adds what one run visited: each thing counts once a run. */
export function addRun(coverage: Coverage, cluster: Cluster, troubles: readonly string[]): void {
  const run = visited(cluster);
  for (const trouble of troubles) run.troubles.add(trouble);
  for (const [part, names] of Object.entries(run))
    for (const name of names) count(coverage[part as keyof Coverage], name, 1);
}

export function addCoverage(sum: Coverage, more: Coverage): void {
  for (const part of Object.keys(sum) as (keyof Coverage)[])
    for (const [name, times] of Object.entries(more[part])) count(sum[part], name, times);
}

function count(tally: Tally, name: string, times: number): void {
  tally[name] = (tally[name] ?? 0) + times;
}

type Visited = { readonly [part in keyof Coverage]: Set<string> };

function visited(cluster: Cluster): Visited {
  const run: Visited = {
    states: new Set(),
    transitions: new Set(),
    waiting: new Set(),
    terminated: new Set(),
    events: new Set(),
    troubles: new Set(),
  };
  const last = new Map<string, string>();
  for (const { type, object, detail } of cluster.journal.all()) {
    if (type !== 'api-write') continue;
    if (object.startsWith('Event/')) run.events.add(String((detail['object'] as KubeEvent).reason));
    if (object.startsWith('Pod/')) addPod(run, last, object, detail['object'] as Pod, String(detail['verb']), cluster);
  }
  return run;
}

function addPod(run: Visited, last: Map<string, string>, key: string, pod: Pod, verb: string, cluster: Cluster): void {
  const state = verb === 'removed' ? 'gone' : plain(podRow(pod, 0, cluster.release).status);
  const before = verb === 'create' ? 'created' : last.get(key);
  last.set(key, state);
  run.states.add(state);
  if (before !== undefined && before !== state) run.transitions.add(`${before} → ${state}`);
  for (const { state: now, lastState } of [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ])
    for (const part of [now, lastState]) addReasons(run, part);
}

function addReasons(run: Visited, state: ContainerState | undefined): void {
  if (state?.waiting?.reason) run.waiting.add(state.waiting.reason);
  if (state?.terminated?.reason) run.terminated.add(state.terminated.reason);
}

/** `Init:1/2` and `Init:0/3` are one state: how many there are says nothing about the way. */
function plain(status: string): string {
  return status.replace(/^Init:\d+\/\d+$/, 'Init:n/m').replace(/ExitCode:\d+/, 'ExitCode:n');
}
