import type { Behaviour, BehaviourSelector, TimeWindow } from '../world/index';
import { DescriptionDocument } from './document';
import {
  bytes,
  cpus,
  duration,
  field,
  flag,
  integer,
  list,
  mapOf,
  matching,
  oneOf,
  record,
  required,
  text,
} from './shape';

/** What a behaviours file says. Times of containers count from their start, the others from when the file is given. */
export interface DescribedBehaviours {
  readonly containers: readonly { readonly selector: BehaviourSelector; readonly behaviour: Behaviour }[];
  readonly hosts: readonly { readonly address: string; readonly port?: number; readonly fromMs?: number }[];
  readonly services: readonly { readonly name: string; readonly namespace?: string; readonly afterMs?: number }[];
  readonly loads: readonly DescribedLoad[];
}

/** Work that the ready pods of a workload or of a service share. */
export interface DescribedLoad {
  /** `deployment/web`. */
  readonly target: string;
  readonly namespace?: string;
  readonly millis: number;
  readonly afterMs?: number;
}

const target = matching(
  /^(deploy(ment)?|sts|statefulset|rs|replicaset|rc|replicationcontroller|ds|daemonset|svc|service)\/[^/\s]+$/,
  'a workload or a service, as kubectl names it: deployment/web',
);
const place = matching(
  /^[^\s:]+(:\d+)?$/,
  'a name or an address, with a port if it is to take connections: database:5432',
);
const WINDOW = { from: field('fromMs', duration), until: field('untilMs', duration) };
const exitCode = integer(0, 255);
const port = integer(1, 65535);
const names = {
  namespace: field('namespace', text),
  pod: field('pod', text),
  container: field('container', text),
  image: field('image', text),
};

function inOrder({ fromMs = 0, untilMs }: TimeWindow): string | undefined {
  return untilMs !== undefined && untilMs <= fromMs ? '"until" must be later than "from"' : undefined;
}

const window = record<TimeWindow>(WINDOW, inOrder);
const refusal = record<NonNullable<Behaviour['refuses']>[number]>({ port: field('port', port), ...WINDOW }, inOrder);
const listening = record<NonNullable<Behaviour['ports']>[number]>(
  { port: field('port', port), address: field('address', matching(/^\d+(\.\d+){3}$/, 'an IPv4 address: 127.0.0.1')) },
  (value) => (Object.keys(value).length === 0 ? 'say a "port", an "address" or both' : undefined),
);

const response = record<NonNullable<Behaviour['responses']>[number]>(
  {
    path: field('path', text),
    port: field('port', port),
    status: required('status', integer(100, 599)),
    body: field('body', text),
    headers: field('headers', mapOf(text)),
    latency: field('latencyMs', duration),
    whileUnreachable: field('whileUnreachable', place),
    ...WINDOW,
  },
  inOrder,
);

const health = record<NonNullable<Behaviour['health']>[number]>(
  {
    service: field('service', text),
    status: required('status', oneOf('SERVING', 'NOT_SERVING', 'UNKNOWN', 'none')),
    whileUnreachable: field('whileUnreachable', place),
    ...WINDOW,
  },
  inOrder,
);

const command = record<NonNullable<Behaviour['commands']>[number]>(
  {
    command: field('command', text),
    exitCode: required('exitCode', exitCode),
    output: field('output', text),
    takes: field('takesMs', duration),
    ...WINDOW,
  },
  inOrder,
);

const memory = record<NonNullable<Behaviour['memory']>>(
  {
    from: field('fromMs', duration),
    start: field('startBytes', bytes),
    takes: field('takesBytes', bytes),
    perSecond: field('bytesPerSecond', bytes),
    fullAfter: field('fullAfterMs', duration),
  },
  ({ bytesPerSecond, fullAfterMs, takesBytes }) =>
    ((bytesPerSecond ?? takesBytes) === undefined) === (fullAfterMs === undefined)
      ? 'say either "perSecond" (how fast it grows), "takes" (how much at once) or "fullAfter" (when it meets the limit)'
      : undefined,
);

/** The fields of a behaviour, for the file and for its documentation. */
const BEHAVIOUR = {
  startsServingAfter: field('startsServingAfterMs', duration),
  ports: field('ports', list(listening)),
  latency: field('latencyMs', duration),
  responses: field('responses', list(response)),
  hangs: field('hangs', list(window)),
  refuses: field('refuses', list(refusal)),
  health: field('health', list(health)),
  ignoresTerm: field('ignoresTerm', flag),
  endsAtOnce: field('endsAtOnce', flag),
  drain: field('drain', record({ for: required('forMs', duration), serving: field('serving', flag) })),
  exits: field(
    'exits',
    record({
      after: required('afterMs', duration),
      code: required('code', exitCode),
      times: field('times', integer(1, 1e6)),
    }),
  ),
  needs: field(
    'needs',
    list(record({ place: required('place', place), for: field('forMs', duration), code: field('code', exitCode) })),
  ),
  exitCodeOnTerm: field('exitCodeOnTerm', exitCode),
  cpu: field('cpuMillis', cpus),
  memory: field('memory', memory),
  files: field(
    'files',
    list(
      record({ path: required('path', text), after: required('afterMs', duration), content: field('content', text) }),
    ),
  ),
  logs: field('logs', list(record({ after: required('afterMs', duration), line: required('line', text) }))),
  works: field('works', record({ for: field('forMs', duration), code: field('code', exitCode) })),
  commands: field('commands', list(command)),
};

const container = record<BehaviourSelector & Behaviour>({ ...names, ...BEHAVIOUR }, (value) =>
  Object.keys(value).some((key) => !(key in names))
    ? undefined
    : `it says nothing about the container: add one of ${Object.keys(BEHAVIOUR).join(', ')}`,
);

const file = record<{
  containers?: (BehaviourSelector & Behaviour)[];
  hosts?: DescribedBehaviours['hosts'];
  services?: DescribedBehaviours['services'];
  loads?: DescribedLoad[];
}>({
  containers: field('containers', list(container)),
  hosts: field(
    'hosts',
    list(record({ address: required('address', text), port: field('port', port), from: field('fromMs', duration) })),
  ),
  services: field(
    'services',
    list(
      record({ name: required('name', text), namespace: field('namespace', text), after: field('afterMs', duration) }),
    ),
  ),
  loads: field(
    'loads',
    list(
      record({
        of: required('target', target),
        namespace: field('namespace', text),
        cpu: required('millis', cpus),
        after: field('afterMs', duration),
      }),
    ),
  ),
});

/**
 * Reads a behaviours file.
 * @param name of the file, for messages
 * @throws DescriptionError with every mistake and its place
 */
export function decodeBehaviours(content: string, name: string): DescribedBehaviours {
  const document = new DescriptionDocument(content, name);
  const {
    containers = [],
    hosts = [],
    services = [],
    loads = [],
  } = file(document.root, 'a behaviours file', document) ?? {};
  document.assertGood();
  return {
    containers: containers.map(({ namespace, pod, container, image, ...behaviour }) => ({
      selector: {
        ...(namespace !== undefined && { namespace }),
        ...(pod !== undefined && { pod }),
        ...(container !== undefined && { container }),
        ...(image !== undefined && { image }),
      },
      behaviour,
    })),
    hosts,
    services,
    loads,
  };
}
