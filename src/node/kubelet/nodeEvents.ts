import type { KubeletContext } from './context';

/** The kubelet's events about its node, which it knows by name alone (pkg/kubelet/kubelet.go nodeRef). */
export function nodeEvent(context: KubeletContext, type: 'Normal' | 'Warning', reason: string, message: string): void {
  const { nodeName, recorder } = context;
  recorder.event({ kind: 'Node', name: nodeName, uid: nodeName }, type, reason, message);
}
