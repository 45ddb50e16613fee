import { defineParameterType } from '@cucumber/cucumber';
import { fieldOf, type ObjectName, objectNow } from '../src/index';
import type { Observed } from './observation';
import type { PodwrightWorld } from './world';

interface State {
  readonly condition?: string;
  readonly phase?: string;
  /** Whether the condition is the other way round. */
  readonly no?: boolean;
  /** A field that is true or set, which no condition tells. */
  readonly field?: string;
}

/** How objects are spoken of: by a condition, as `kubectl wait --for=condition=…` asks for it, or by their phase. */
const STATES: Readonly<Record<string, State>> = {
  available: { condition: 'Available' },
  complete: { condition: 'Complete', phase: 'Succeeded' },
  completed: { condition: 'Complete', phase: 'Succeeded' },
  failed: { condition: 'Failed', phase: 'Failed' },
  progressing: { condition: 'Progressing' },
  healthy: { condition: 'Ready' },
  ready: { condition: 'Ready' },
  scheduled: { condition: 'PodScheduled' },
  suspended: { condition: 'Suspended' },
  bound: { phase: 'Bound' },
  succeeded: { condition: 'Complete', phase: 'Succeeded' },
  unschedulable: { condition: 'PodScheduled', no: true },
  unready: { condition: 'Ready', no: true },
  running: { phase: 'Running' },
  pending: { phase: 'Pending' },
  terminating: { field: 'metadata.deletionTimestamp' },
  active: { field: 'status.active' },
  paused: { field: 'spec.paused' },
};

defineParameterType({
  name: 'state',
  regexp: new RegExp(Object.keys(STATES).join('|')),
  transformer: (word: string) => word,
  useForSnippets: false,
});

/** What all kinds of objects have in their status, if anything. */
export interface Status {
  readonly phase?: string;
  readonly conditions?: readonly { type: string; status: string; reason?: string; message?: string }[];
}

/** Whether an object is spoken of rightly. */
export function inState(world: PodwrightWorld, object: ObjectName, state: string, wanted: boolean): Observed {
  const found = objectNow(world.cluster, object);
  if (object.kind === 'Node' && state === 'unschedulable') return isCordoned(world, object, wanted);
  if (WORKLOADS.includes(object.kind) && (state === 'ready' || state === 'healthy'))
    return isWhollyReady(world, object, wanted);
  const status: Status | undefined = found?.status;
  const { condition: type, phase, no = false, field } = STATES[wordFor(object, state)] as State;
  if (field !== undefined) return isMarked(object, found, state, field, wanted);
  const condition = status?.conditions?.find((one) => one.type === type);
  const is = condition?.status === (no ? 'False' : 'True') || (phase !== undefined && status?.phase === phase);
  return {
    // What is gone is in no state, and out of none.
    holds: found !== undefined && is === wanted,
    expected: `${object.kind} ${object.name} is${wanted ? '' : ' not'} ${state}`,
    seen: found ? seenOf(status, type) : 'it is gone',
  };
}

/** A Job that runs has pods that do: its status has no phase. */
function wordFor({ kind }: ObjectName, state: string): string {
  return kind === 'Job' && state === 'running' ? 'active' : state;
}

function isMarked(
  { kind, name }: ObjectName,
  found: ReturnType<typeof objectNow>,
  state: string,
  field: string,
  wanted: boolean,
): Observed {
  const value = fieldOf(found, field);
  const is = value !== undefined && value !== 'false' && value !== '0';
  return {
    holds: found !== undefined && is === wanted,
    expected: `${kind} ${name} is${wanted ? '' : ' not'} ${state}`,
    seen: found ? `${field} is ${value ?? 'not set'}` : 'it is gone',
  };
}

/** They have no such condition; `kubectl get` shows them as `2/2`. */
const WORKLOADS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'DaemonSet'];

function isWhollyReady(world: PodwrightWorld, object: ObjectName, wanted: boolean): Observed {
  const shown = readyOf(world, object);
  const [have, want] = shown?.split('/') ?? [];
  return {
    holds: shown !== undefined && (have === want) === wanted,
    expected: `${object.kind} ${object.name} is${wanted ? '' : ' not'} ready`,
    seen: shown ? `${shown} ready` : 'it is gone',
  };
}

/** `2/3`, as `kubectl get` shows it under READY; undefined of an object that is gone. */
export function readyOf(world: PodwrightWorld, object: ObjectName): string | undefined {
  const found = objectNow(world.cluster, object);
  const [ready, all] =
    object.kind === 'DaemonSet'
      ? ['status.numberReady', 'status.desiredNumberScheduled']
      : ['status.readyReplicas', 'spec.replicas'];
  return found && [ready, all].map((path) => Number(fieldOf(found, path) ?? 0)).join('/');
}

/** Of a node it is said in its spec. */
function isCordoned(world: PodwrightWorld, object: ObjectName, wanted: boolean): Observed {
  const cordoned = fieldOf(objectNow(world.cluster, object), 'spec.unschedulable') === 'true';
  return {
    holds: cordoned === wanted,
    expected: `node ${object.name} is${wanted ? '' : ' not'} cordoned`,
    seen: cordoned ? 'it is cordoned' : 'it is not',
  };
}

/** The condition with its reason, or what there is instead. */
export function seenOf(status: Status | undefined, type: string | undefined): string {
  const condition = status?.conditions?.find((one) => one.type === type);
  const { reason, message } = condition ?? {};
  const because = reason ? ` (${reason}${message ? `: ${message}` : ''})` : '';
  if (condition) return `condition ${type} is ${condition.status}${because}`;
  const types = status?.conditions?.map((one) => one.type).join(', ');
  const phase = status?.phase && `phase ${status.phase}`;
  const lacks = [phase, type && `no condition ${type}${types ? `, but ${types}` : ''}`].filter(Boolean).join(', ');
  return lacks || 'it has neither a phase nor conditions';
}
