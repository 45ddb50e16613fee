import type { Container, Pod, Release } from '../../api';
import { failure } from '../errors';

/** What `kubectl debug --copy-to` may change. */
export interface CopyWishes {
  readonly profile: string;
  /** `container=image` pairs; `*` means all. */
  readonly images: readonly string[];
  /** Undefined when the command line does not say. */
  readonly shareProcesses: boolean | undefined;
  readonly sameNode: boolean;
  /** `--keep-labels` and the like, without `keep-`. */
  keeps(what: 'labels' | 'annotations' | 'liveness' | 'readiness' | 'startup'): boolean;
  readonly container:
    | { readonly add: Container }
    | {
        readonly change: string;
        readonly image: string | undefined;
        readonly command: readonly string[];
        readonly tty: boolean;
        readonly stdin: boolean;
      };
}

/** A copy of a pod to look around in: no labels (so no service and no ReplicaSet takes it), no node, no status. */
export function copyForDebugging(pod: Pod, name: string, wishes: CopyWishes): Pod {
  const { nodeName, ephemeralContainers: _ephemeral, shareProcessNamespace: _shared, ...spec } = pod.spec;
  const general = wishes.profile === 'general';
  const shares = wishes.shareProcesses ?? general;
  const containers = applyImages(spec.containers, wishes.images).map((container) => withoutProbes(container, wishes));
  const { metadata } = pod;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
      ...(wishes.keeps('labels') && metadata.labels ? { labels: metadata.labels } : {}),
      ...(wishes.keeps('annotations') || !general
        ? metadata.annotations
          ? { annotations: metadata.annotations }
          : {}
        : {}),
    },
    spec: {
      ...spec,
      ...(wishes.sameNode && nodeName ? { nodeName } : {}),
      ...(shares ? { shareProcessNamespace: true } : {}),
      containers: withDebugger(containers, wishes),
    },
  };
}

/** @throws KubectlError when an image has no `=` */
function applyImages(containers: readonly Container[], pairs: readonly string[]): Container[] {
  const images = new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw failure(`invalid argument "${pair}" for "--set-image" flag: must be container=image`);
      return [pair.slice(0, equals), pair.slice(equals + 1)] as const;
    }),
  );
  return containers.map((container) => {
    const image = images.get(container.name) ?? images.get('*');
    return image ? { ...container, image } : { ...container };
  });
}

/** The profile general drops the probes, so that nothing kills what is being looked at; older profiles keep them. */
function withoutProbes(container: Container, { profile, keeps }: CopyWishes): Container {
  if (profile === 'legacy') return container;
  const { livenessProbe, readinessProbe, startupProbe, ...rest } = container;
  return {
    ...rest,
    ...(keeps('liveness') && livenessProbe ? { livenessProbe } : {}),
    ...(keeps('readiness') && readinessProbe ? { readinessProbe } : {}),
    ...(keeps('startup') && startupProbe ? { startupProbe } : {}),
  };
}

function withDebugger(containers: Container[], { container }: CopyWishes): Container[] {
  if ('add' in container) return [...containers, container.add];
  return containers.map((existing) => {
    if (existing.name !== container.change) return existing;
    const { args: _args, ...rest } = existing;
    const base = container.command.length > 0 ? { ...rest, command: [...container.command] } : existing;
    return {
      ...base,
      ...(container.image ? { image: container.image } : {}),
      ...(container.stdin ? { stdin: true } : {}),
      ...(container.tty ? { tty: true } : {}),
    };
  });
}

/** What a profile lets the debugging container do. */
export function privileges(profile: string, release: Release): Pick<Container, 'securityContext'> {
  switch (profile) {
    case 'general':
      return { securityContext: { capabilities: { add: ['SYS_PTRACE'] } } };
    case 'netadmin':
      return { securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } } };
    case 'sysadmin':
      return { securityContext: { privileged: true } };
    case 'restricted':
      return {
        securityContext: {
          ...(release.has('debugRestrictedConfines')
            ? { allowPrivilegeEscalation: false, seccompProfile: { type: 'RuntimeDefault' } }
            : {}),
          capabilities: { drop: ['ALL'] },
          runAsNonRoot: true,
        },
      };
    default:
      return {};
  }
}

/** A pod that shows a node from inside: its namespaces, and its disk at `/host`. */
export function nodeDebugger(
  node: string,
  suffix: string,
  namespace: string,
  container: Container,
  profile: string,
): Pod {
  const host = profile === 'legacy' || profile === 'general' || profile === 'sysadmin';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `node-debugger-${node}-${suffix}`, namespace },
    spec: {
      containers: [{ ...container, ...(host ? { volumeMounts: [{ name: 'host-root', mountPath: '/host' }] } : {}) }],
      ...(host ? { volumes: [{ name: 'host-root', hostPath: { path: '/', type: '' } }] } : {}),
      ...(host ? { hostIPC: true, hostNetwork: true, hostPID: true } : {}),
      nodeName: node,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
    },
  };
}
