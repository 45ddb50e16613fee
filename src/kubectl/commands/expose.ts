import { type KubeObject, podSpecOf, resourceOf, type Service, type ServicePort } from '../../api';
import type { Task } from '../../kernel';
import { withCause } from '../changeCause';
import type { Call } from '../command/call';
import { type CommandSpec, dryRun, fileFlags, int, outputFlags, record, selectorFlags, text } from '../command/spec';
import { failure } from '../errors';
import { suffix } from '../objects';
import { changeText } from '../output/printer';
import { visitEach } from '../visiting';

export const expose: CommandSpec = {
  name: 'expose',
  flags: [
    ...fileFlags,
    ...outputFlags,
    ...selectorFlags,
    dryRun,
    text('field-manager'),
    record,
    int('port'),
    text('target-port'),
    text('protocol'),
    text('name'),
    text('type'),
    text('cluster-ip'),
    text('external-ip'),
    text('session-affinity'),
    text('labels'),
  ],
  run: runExpose,
};

function* runExpose(call: Call): Task<number> {
  const { session } = call;
  return yield* visitEach(call, call.args, function* ({ object }) {
    const made = serviceFor(object, {
      name: call.text('name') ?? object.metadata.name,
      selector: selectorOf(object),
      ports: exposedPorts(object, {
        port: call.int('port'),
        target: call.text('target-port'),
        protocol: call.text('protocol'),
      }),
      type: call.text('type') as Service['spec']['type'],
      clusterIP: call.text('cluster-ip'),
    });
    const service = withCause(made, call.cause);
    const created =
      call.dryRun === 'client'
        ? service
        : yield* session.client.create<Service>(service, { dryRun: call.dryRun === 'server' });
    session.io.stdout(changeText(created, `exposed${suffix(call)}`, call.text('output'), call.session.release));
  });
}

interface ServiceWish {
  readonly name: string;
  readonly selector: Record<string, string>;
  readonly ports: ServicePort[];
  readonly type?: Service['spec']['type'];
  readonly clusterIP?: string | undefined;
}

/** A service in front of an object, with the object's labels. */
export function serviceFor(object: KubeObject, { name, selector, ports, type, clusterIP }: ServiceWish): Service {
  const { labels, namespace } = object.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...(namespace ? { namespace } : {}), ...(labels ? { labels } : {}) },
    spec: { ports, selector, ...(type ? { type } : {}), ...(clusterIP ? { clusterIP } : {}) },
  };
}

/** @throws KubectlError for kinds that select nothing */
function selectorOf(object: KubeObject): Record<string, string> {
  if (object.kind === 'Pod') {
    const { labels } = object.metadata;
    if (!labels || Object.keys(labels).length === 0) {
      throw failure(
        "couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed",
      );
    }
    return labels;
  }
  const { selector } =
    (object as Service | { spec: { selector?: { matchLabels?: Record<string, string> } } }).spec ?? {};
  if (object.kind === 'Service') return (selector ?? {}) as Record<string, string>;
  const labels = (selector as { matchLabels?: Record<string, string> } | undefined)?.matchLabels;
  if (!labels || !['Deployment', 'ReplicaSet', 'ReplicationController'].includes(object.kind)) {
    const { group } = resourceOf(object.kind);
    throw failure(`cannot expose a ${group ? `${object.kind}.${group}` : object.kind}`);
  }
  return labels;
}

/** What `--port`, `--target-port` and `--protocol` say. */
export interface PortFlags {
  readonly port?: number | undefined;
  readonly target?: string | undefined;
  readonly protocol?: string | undefined;
}

/**
 * The ports of a Service for an object: those that it declares, or the one that is asked for, and each for the protocols that the
 * object declares it for, unless one is said (expose.go, createService).
 * @throws KubectlError when there is none
 */
export function exposedPorts(object: KubeObject, { port: wanted, target, protocol: said }: PortFlags): ServicePort[] {
  const targetPort = target === undefined ? undefined : /^\d+$/.test(target) ? Number(target) : target;
  const declared = declaredPorts(object);
  const numbers = wanted === undefined ? [...new Set(declared.map(({ port }) => port))] : [wanted];
  if (numbers.length === 0) throw failure("couldn't find port via --port flag or introspection");
  return numbers.flatMap((port, i) => {
    const own = declared.filter((each) => each.port === port).map(({ protocol = 'TCP' }) => protocol);
    const protocols = said === undefined ? [...new Set(own)] : [said as 'TCP' | 'UDP' | 'SCTP'];
    const portFor = (protocol: 'TCP' | 'UDP' | 'SCTP', name?: string) => ({
      ...(name === undefined ? {} : { name }),
      port,
      protocol,
      targetPort: targetPort ?? port,
    });
    if (protocols.length > 1) return protocols.map((each) => portFor(each, `port-${port}-${each.toLowerCase()}`));
    return [portFor(protocols[0] ?? 'TCP', numbers.length > 1 ? `port-${i + 1}` : undefined)];
  });
}

function declaredPorts(object: KubeObject): Pick<ServicePort, 'port' | 'protocol'>[] {
  if (object.kind === 'Service') return (object as Service).spec.ports ?? [];
  const spec = podSpecOf(object);
  const ports = (spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  return ports.map(({ containerPort, protocol }) => ({ port: containerPort, ...(protocol && { protocol }) }));
}
