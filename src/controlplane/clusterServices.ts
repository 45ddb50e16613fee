import { ApiClient, type ApiServer } from '../api';
import type { ContainerPort, Service } from '../api/types';
import type { Task } from '../kernel';

/** kubeadm's address of the cluster's DNS: the tenth of the Service range. */
export const DNS_IP = '10.96.0.10';

const DNS_LABELS = { 'k8s-app': 'kube-dns' };

const DNS_PORTS: ContainerPort[] = [
  { name: 'dns', containerPort: 53, protocol: 'UDP' },
  { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
];

/** Its pod, which nobody plays: where kubeadm has it, on the machine of the API server, and how policies know it. */
export const DNS_POD = {
  namespace: 'kube-system',
  ip: '10.244.0.2',
  labels: DNS_LABELS,
  spec: { containers: [{ name: 'coredns', ports: DNS_PORTS }] },
};

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
      labels: { ...DNS_LABELS, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
    },
    spec: {
      type: 'ClusterIP',
      clusterIP: DNS_IP,
      clusterIPs: [DNS_IP],
      selector: DNS_LABELS,
      ports: [
        { name: 'dns', protocol: 'UDP', port: 53, targetPort: 53 },
        { name: 'dns-tcp', protocol: 'TCP', port: 53, targetPort: 53 },
        { name: 'metrics', protocol: 'TCP', port: 9153, targetPort: 9153 },
      ],
    },
  };
}
