import type { Ingress, IngressBackend, NetworkPolicy } from '../types/index';

/** Source: networking/v1 `SetDefaults_NetworkPolicy`. */
export function defaultNetworkPolicy({ spec }: NetworkPolicy): void {
  if (!spec) return;
  for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
    for (const port of rule.ports ?? []) port.protocol ??= 'TCP';
  }
  if (spec.policyTypes?.length) return;
  spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** Of networking.k8s.io/v1beta1 and extensions/v1beta1, until 1.21. */
interface FirstBackend {
  serviceName?: string;
  servicePort?: number | string;
}

/** What an Ingress of before says, in the words of today. Source: networking/v1beta1 conversion.go, defaults.go. */
export function convertIngress({ spec }: Ingress): void {
  if (!spec) return;
  const first = spec as { backend?: FirstBackend };
  if (first.backend) spec.defaultBackend = converted(first.backend);
  delete first.backend;
  for (const { http } of spec.rules ?? []) {
    for (const path of http?.paths ?? []) {
      const backend = path.backend as FirstBackend | undefined;
      if (backend?.serviceName === undefined) continue;
      path.backend = converted(backend);
      path.pathType ??= 'ImplementationSpecific';
    }
  }
}

function converted({ serviceName: name = '', servicePort: port, ...more }: FirstBackend): IngressBackend {
  return { ...more, service: { name, port: typeof port === 'number' ? { number: port } : { name: port ?? '' } } };
}
