import type { KubeObject } from '../types/index';

/** Kinds that nothing acts on, and that people read all the same. */
interface NetworkPolicy extends KubeObject {
  spec?: { policyTypes?: string[]; ingress?: Rule[]; egress?: Rule[] };
}

interface Rule {
  ports?: { protocol?: string }[];
}

/** Source: networking/v1 `SetDefaults_NetworkPolicy`. */
export function defaultNetworkPolicy({ spec }: NetworkPolicy): void {
  if (!spec) return;
  for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
    for (const port of rule.ports ?? []) port.protocol ??= 'TCP';
  }
  if (spec.policyTypes?.length) return;
  spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
}
