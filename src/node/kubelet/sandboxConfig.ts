import type { Pod } from '../../api/types/index';
import { podDns } from '../runtime/podDns';
import { hostnameFault } from '../runtime/podNames';
import { RuntimeError } from '../runtime/types';
import type { KubeletContext } from './context';
import type { PodEvents } from './podEvents';

/**
 * What the kubelet says while it puts together what a pod's sandbox is to be: it does so before the sandbox is made, and again
 * in every sync of a pod that has one (kuberuntime_sandbox.go generatePodSandboxConfig).
 * @throws RuntimeError when there can't be such a sandbox
 */
export function formSandboxConfig({ host, release }: KubeletContext, events: PodEvents, pod: Pod): void {
  for (const omission of podDns(pod, host.dns, release).omissions) {
    events.warn(pod, undefined, 'DNSConfigForming', omission);
  }
  const fault = hostnameFault(pod);
  if (fault !== undefined) throw new RuntimeError('CreatePodSandboxError', fault);
}
