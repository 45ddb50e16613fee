import { Release } from '../../api/index';
import type { Container, Pod, RestartPolicy } from '../../api/types/index';
import type { RuntimeContainer, RuntimeSandbox } from '../runtime/types';
import { type ProbeResult, ProbeResults } from './probeResults';

/** `name:state`, state = running, created, unknown, an exit code, or `oom`; newest first. */
type Instances = readonly string[];

/** What the runtime shows of a pod, and what is to be done about it. */
export interface Case {
  readonly what: string;
  readonly policy?: RestartPolicy;
  readonly init?: readonly Partial<Container>[];
  readonly containers?: readonly Partial<Container>[];
  readonly sandboxes?: readonly ('ready' | 'notready')[];
  readonly instances?: Instances;
  readonly liveness?: Readonly<Record<string, ProbeResult>>;
  readonly startup?: Readonly<Record<string, ProbeResult>>;
  readonly deleted?: boolean;
  readonly resize?: 'in-place' | 'restart';
  readonly restartAll?: boolean;
  readonly release?: string;
  readonly expect: Partial<{
    killPod: boolean;
    createSandbox: boolean;
    attempt: number;
    init: string[];
    start: string[];
    kill: string[];
    ephemeral: string[];
    reset: string[];
    resize: string[];
  }>;
}

export function input(test: Case) {
  const named = (c: Partial<Container>): Container => ({ name: 'a', image: 'image', ...c });
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', uid: 'u', ...(test.deleted ? { deletionTimestamp: '2026-01-05T09:00:00Z' } : {}) },
    spec: {
      restartPolicy: test.policy ?? 'Always',
      containers: (test.containers ?? [{ name: 'a' }]).map(named),
      ...(test.init ? { initContainers: test.init.map(named) } : {}),
    },
  };
  const states = test.sandboxes ?? ['ready'];
  const sandboxes = states.map((state, i) => ({
    id: `s${i}`,
    attempt: states.length - 1 - i,
    state,
    ip: '10.0.0.1',
    hostNetwork: false,
  }));
  const results = (kind: 'liveness' | 'startup') => {
    const stored = new ProbeResults(kind, () => {});
    for (const [name, result] of Object.entries(test[kind] ?? {})) stored.set(`id-${name}`, result, 'u');
    return stored;
  };
  return {
    pod,
    release: Release.of(test.release ?? '1.36'),
    resize: () => test.resize ?? 'none',
    restartAll: test.restartAll ?? false,
    liveness: results('liveness'),
    startup: results('startup'),
    status: {
      uid: 'u',
      timestampMs: 0,
      ip: '10.0.0.1',
      sandboxes: sandboxes as unknown as RuntimeSandbox[],
      containers: (test.instances ?? []).map(instance),
    },
  };
}

function instance(text: string): RuntimeContainer {
  const [name = '', state = ''] = text.split(':');
  const exited = /^\d+$|^oom$/.test(state);
  return {
    id: `id-${name}`,
    name,
    image: 'image',
    attempt: 0,
    kind: 'regular',
    state: exited ? 'exited' : state,
    createdAtMs: 0,
    ...(exited ? { exitCode: state === 'oom' ? 0 : Number(state) } : {}),
    ...(state === 'oom' ? { reason: 'OOMKilled' } : {}),
  } as unknown as RuntimeContainer;
}
