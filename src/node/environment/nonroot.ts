import type { Container, Pod } from '../../api/types/index';
import { ConfigError } from './errors';

/**
 * Refuses to start as root what promised not to (`runAsNonRoot`). The container's security context wins over the pod's;
 * a `runAsUser` wins over the image's user.
 * @param imageUser `USER` of the image: `''`, `0`, `101`, `nginx`, `101:101` …
 * @throws ConfigError
 * @see pkg/kubelet/kuberuntime/security_context_others.go, verifyRunAsNonRoot
 */
export function verifyRunAsNonRoot(pod: Pod, container: Container, imageUser: string | undefined): void {
  const nonRoot = container.securityContext?.runAsNonRoot ?? pod.spec.securityContext?.runAsNonRoot;
  if (!nonRoot) return;
  const runAsUser = container.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser;
  const { name, namespace, uid } = pod.metadata;
  const whose = `(pod: "${name}_${namespace ?? 'default'}(${uid ?? ''})", container: ${container.name})`;
  if (runAsUser !== undefined) {
    if (runAsUser === 0) throw new ConfigError(`container's runAsUser breaks non-root policy ${whose}`);
    return;
  }
  const user = (imageUser ?? '').split(':')[0] ?? '';
  if (user === '' || user === '0') {
    throw new ConfigError(`container has runAsNonRoot and image will run as root ${whose}`);
  }
  if (!/^[0-9]+$/.test(user)) {
    throw new ConfigError(
      `container has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root ${whose}`,
    );
  }
}
