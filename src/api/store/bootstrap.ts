import { Buffer } from 'node:buffer';
import { randomSuffix } from '../names';
import { SYSTEM_PRIORITIES } from '../systemPriorities';
import type {
  ConfigMap,
  Endpoints,
  KubeObject,
  Namespace,
  PriorityClass,
  Secret,
  Service,
  ServiceAccount,
} from '../types/index';
import type { ServerContext } from './context';
import { createObject } from './create';
import { updateObject } from './update';

const CONTROLLER_MANAGER = { by: 'kube-controller-manager' };
const API_SERVER = { by: 'kube-apiserver' };
/** Its content never matters: nothing here verifies a certificate. */
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n';

/** Where the API server listens, for the Endpoints of the Service `kubernetes`. */
export interface Advertised {
  readonly ip: string;
  readonly port: number;
}

/** What exists before anybody does anything: namespaces, system priorities and the Service `kubernetes`. */
export function bootstrap(context: ServerContext, advertised: Advertised): void {
  for (const name of ['kube-system', 'kube-public', 'kube-node-lease', 'default']) {
    const namespace: Namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    createObject(context, namespace, API_SERVER);
    fillNamespace(context, name);
  }
  for (const [name, value] of Object.entries(SYSTEM_PRIORITIES)) systemPriority(context, name, value);
  kubernetesService(context, advertised);
}

/**
 * What controllers put into every new namespace: the account `default` and the cluster's certificate. They take some
 * milliseconds for it in reality, for which the admission of pods waits; here it is there at once.
 */
export function fillNamespace(context: ServerContext, namespace: string): void {
  const certificate: ConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kube-root-ca.crt', namespace },
    data: { 'ca.crt': CERTIFICATE },
  };
  const account: ServiceAccount = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace },
  };
  createObject(context, certificate, CONTROLLER_MANAGER);
  addToken(context, createObject(context, account, CONTROLLER_MANAGER));
}

/** Up to 1.23 every new account gets a token Secret by itself (KEP-2799 ended that). */
export function addToken(context: ServerContext, account: ServiceAccount): void {
  if (!context.release.has('serviceAccountTokenSecrets') || account.secrets?.length) return;
  const { name: accountName, namespace = 'default' } = account.metadata;
  const name = `${accountName}-token-${randomSuffix(context.names)}`;
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const secret: Secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, annotations: { 'kubernetes.io/service-account.name': accountName } },
    type: 'kubernetes.io/service-account-token',
    data: { 'ca.crt': base64(CERTIFICATE), namespace: base64(namespace), token: base64(name) },
  };
  createObject(context, secret, CONTROLLER_MANAGER);
  updateObject(context, { ...account, secrets: [{ name }] }, CONTROLLER_MANAGER);
}

function systemPriority(context: ServerContext, name: string, value: number): void {
  const preemptionPolicy = 'PreemptLowerPriority';
  const entry: PriorityClass = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value,
    preemptionPolicy,
  };
  createObject(context, entry, API_SERVER);
}

/** Written past the rules, as the API server does: its address is the first of the range. */
function kubernetesService(context: ServerContext, { ip, port }: Advertised): void {
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'default', labels },
    spec: {
      type: 'ClusterIP',
      clusterIP: context.addresses.first,
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: port }],
      sessionAffinity: 'None',
    },
  };
  const endpoints: Endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'kubernetes', namespace: 'default' },
    subsets: [{ addresses: [{ ip }], ports: [{ name: 'https', port, protocol: 'TCP' }] }],
  };
  const slice: KubeObject & Record<string, unknown> = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [ip], conditions: { ready: true } }],
    ports: [{ name: 'https', port, protocol: 'TCP' }],
  };
  for (const object of [service, endpoints, slice]) createObject<KubeObject>(context, object, API_SERVER);
}
