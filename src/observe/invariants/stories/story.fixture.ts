/** Words for doctored journals: the shortest stories that break an invariant. */

/** One fact. */
export type Told = [t: number, type: string, object: string, detail: Record<string, unknown>];
/** Stories by the invariant that they break, with their last fact. */
export type Stories = Readonly<Record<string, () => Told[]>>;

export const KUBELET = 'kubelet/n';
export const POD = 'Pod/default/p';

let revision = 0;

export interface AnyObject {
  readonly kind: string;
  readonly metadata: object;
  readonly [key: string]: unknown;
}

export function write(t: number, by: string, verb: string, object: AnyObject): Told {
  const { name } = object.metadata as { name: string };
  const where = object.kind === 'Node' ? name : `default/${name}`;
  return [t, 'api-write', `${object.kind}/${where}`, { verb, by, resourceVersion: String(++revision), object }];
}

export interface More {
  readonly metadata?: object;
  readonly spec?: object;
  readonly status?: object;
}

/** A pod of that uid; `p` with one container `c` on node `n` unless told otherwise. */
export function pod(uid: string, more: More = {}): AnyObject {
  return {
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', uid, ...more.metadata },
    spec: { containers: [{ name: 'c' }], nodeName: 'n', terminationGracePeriodSeconds: 30, ...more.spec },
    status: more.status ?? {},
  };
}

/** Any other object, whose uid is its name. */
export function object(kind: string, name: string, more: More = {}): AnyObject {
  return {
    kind,
    metadata: { name, ...(kind !== 'Node' && { namespace: 'default' }), uid: name, ...more.metadata },
    spec: more.spec ?? {},
    status: more.status ?? {},
  };
}

export const owned = (kind: string, name = 'o') => ({ ownerReferences: [{ kind, name, uid: name, controller: true }] });
export const deleted = { deletionTimestamp: '2026-01-05T09:00:00Z', deletionGracePeriodSeconds: 30 };
export const condition = (type: string, status: string, lastTransitionTime?: string) => ({
  type,
  status,
  ...(lastTransitionTime && { lastTransitionTime }),
});
export const ready = { status: { phase: 'Running', conditions: [condition('Ready', 'True')] } };

/** A pod is created with such a spec. */
export const created = (spec: object = {}): Told => write(0, 'kubectl', 'create', pod('1', { spec }));
/** It is marked for deletion. */
export const marked = (t: number, spec: object = {}): Told =>
  write(t, 'kubectl', 'delete', pod('1', { spec, metadata: deleted }));
/** The kubelet reports about it. */
export const reported = (t: number, status: object, more: More = {}): Told =>
  write(t, KUBELET, 'status', pod('1', { ...more, status }));

export const started = (t: number, container = 'c', kind = 'regular', attempt = 0): Told => [
  t,
  'container-started',
  POD,
  { container, kind, attempt, id: `${container}-${attempt}`, podUid: '1' },
];
/** Of one of several pods of that name. */
export const startedIn = (t: number, podUid: string): Told => [
  t,
  'container-started',
  POD,
  { container: 'c', podUid, kind: 'regular', attempt: 0, id: `c-0-${podUid}` },
];
export const exited = (t: number, exitCode = 0, container = 'c', attempt = 0): Told => [
  t,
  'container-exited',
  POD,
  { container, attempt, exitCode, podUid: '1' },
];
export const signal = (t: number, name = 'SIGTERM', container = 'c'): Told => [
  t,
  'signal-sent',
  POD,
  { container, signal: name, podUid: '1' },
];
export const hook = (t: number, type: 'started' | 'ended', name: string, ok = true): Told => [
  t,
  `hook-${type}`,
  POD,
  { container: 'c', podUid: '1', hook: name, ...(type === 'ended' && { ok }) },
];
export const probe = (t: number, name: string, result = 'success', container = 'c'): Told => [
  t,
  'probe',
  POD,
  { container, probe: name, result },
];
export const verdict = (t: number, name: string, result = 'success', container = 'c'): Told => [
  t,
  'probe-verdict',
  POD,
  { container, probe: name, result, runs: 1 },
];
/** Time passes. */
export const later = (t: number): Told => [t, 'pleg', 'Pod/default/another', {}];
/** What a status says of a container that runs. */
export const running = (name = 'c', attempt = 0, more: object = {}) => ({
  name,
  ready: false,
  restartCount: attempt,
  containerID: `containerd://${name}-${attempt}`,
  state: { running: { startedAt: '2026-01-05T09:00:00Z' } },
  ...more,
});
export const terminated = (exitCode: number, name = 'c', attempt = 0) => ({
  name,
  ready: false,
  restartCount: attempt,
  containerID: `containerd://${name}-${attempt}`,
  state: { terminated: { exitCode, containerID: `containerd://${name}-${attempt}` } },
});
