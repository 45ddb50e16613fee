import type { IntOrString, KubeObject, LabelSelector } from './meta';

export interface IngressBackend {
  service?: { name?: string; port?: { name?: string; number?: number } };
  resource?: { apiGroup?: string; kind?: string; name?: string };
}

/** networking.k8s.io/v1. */
export interface Ingress extends KubeObject {
  kind: 'Ingress';
  spec?: {
    ingressClassName?: string;
    defaultBackend?: IngressBackend;
    tls?: { hosts?: string[]; secretName?: string }[];
    rules?: {
      host?: string;
      http?: { paths: { path?: string; pathType?: string; backend?: IngressBackend }[] };
    }[];
  };
  status?: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } };
}

export interface NetworkPort {
  protocol?: string;
  port?: IntOrString;
  endPort?: number;
}

export interface NetworkPeer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr?: string; except?: string[] };
}

/** `from` of what comes in, `to` of what goes out. */
export interface NetworkRule {
  ports?: NetworkPort[];
  from?: NetworkPeer[];
  to?: NetworkPeer[];
}

/** networking.k8s.io/v1. */
export interface NetworkPolicy extends KubeObject {
  kind: 'NetworkPolicy';
  spec?: { podSelector?: LabelSelector; policyTypes?: string[]; ingress?: NetworkRule[]; egress?: NetworkRule[] };
}
