import { ApiClient, type ApiServer } from '../api';
import type { Service } from '../api/types';
import type { Task } from '../kernel';

/** kubeadm's address of the cluster's DNS: the tenth of the Service range. */
export const DNS_IP = '10.96.0.10';

/** Makes the Service of the cluster's DNS, as kubeadm does. (The API server keeps its own, `kubernetes`, by itself.) */
export function* createDnsService(api: ApiServer): Task {
  if (!api.find('Service', 'kube-system', 'kube-dns')) yield* new ApiClient(api, 'kubeadm').create(dnsService());
}

function dnsService(): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kube-dns',
      namespace: 'kube-system',
      labels: { 'k8s-app': 'kube-dns', 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
    },
    spec: {
      type: 'ClusterIP',
      clusterIP: DNS_IP,
      clusterIPs: [DNS_IP],
      selector: { 'k8s-app': 'kube-dns' },
      ports: [
        { name: 'dns', protocol: 'UDP', port: 53, targetPort: 53 },
        { name: 'dns-tcp', protocol: 'TCP', port: 53, targetPort: 53 },
        { name: 'metrics', protocol: 'TCP', port: 9153, targetPort: 9153 },
      ],
    },
  };
}
