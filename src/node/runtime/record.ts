import type { Container, Pod } from '../../api/types/index';
import { containerSpecHash, imageIdOf } from './identity';
import type { CreateContainerOptions, RuntimeContainer, RuntimeSandbox } from './types';

/** What is known of a container that was made and has not been started. */
export function newRecord(
  id: string,
  sandbox: RuntimeSandbox,
  pod: Pod,
  spec: Container,
  options: CreateContainerOptions,
  createdAtMs: number,
): RuntimeContainer {
  return {
    id,
    name: spec.name,
    podUid: sandbox.podUid,
    namespace: sandbox.namespace,
    podName: sandbox.podName,
    sandboxId: sandbox.id,
    kind: options.kind,
    attempt: options.attempt,
    state: 'created',
    createdAtMs,
    image: spec.image ?? '',
    imageId: imageIdOf(options.image),
    specHash: containerSpecHash(spec),
    annotations: {
      terminationGracePeriodSeconds: pod.spec.terminationGracePeriodSeconds,
      preStop: spec.lifecycle?.preStop,
      ports: spec.ports,
    },
  };
}
