import { formatTime, type Lease } from '../../api';
import type { Session } from '../session';

/** The lease that a kubelet holds for its node, as its node proxy tells of it: no objects of the store. */
export function nodeLease({ api, kernel }: Session, name: string): Lease | undefined {
  const renewedMs = api.nodeProxy(name)?.leaseRenewedMs?.();
  if (renewedMs === undefined) return undefined;
  const renewTime = formatTime(api.wallMs() - kernel.now + renewedMs);
  const metadata = { name, namespace: 'kube-node-lease' };
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec: { holderIdentity: name, renewTime } };
}
