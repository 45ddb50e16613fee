import type { Service } from '../api/index';
import type { Cluster } from '../cluster';
import { inNamespace } from '../namespaceWords';
import { objectName } from '../observe/objects';
import { serviceAddress } from '../observe/traffic';
import type { TrafficClient } from '../traffic/index';
import type { Values } from './circumstances';
import { namespaceIn } from './namespaces';

/** Something that a person or a machine does at a time of the story, as plain data. */
export interface Deed {
  readonly kind: DeedKind;
  readonly values: Values;
}

/** What goes on in a cluster besides the cluster itself: clients that send requests. */
export interface Stage {
  readonly cluster: Cluster;
  readonly clients: TrafficClient[];
}

interface Meaning {
  readonly sentence: (values: Values) => string;
  readonly perform: (stage: Stage, values: Values) => void;
}

/** Every kind of deed: the sentence and what it does are one row, in the words of `steps/when.ts`, `nodes.ts`, `traffic.ts`. */
const MEANINGS = {
  types: {
    sentence: (v) => `I start \`${v['command']}\``,
    perform: ({ cluster }, v) => {
      cluster.run(String(v['command']));
    },
  },
  'node-loses-power': {
    sentence: (v) => `node "${v['node']}" loses power`,
    perform: ({ cluster }, v) => cluster.node(String(v['node'])).powerOff(),
  },
  'node-has-power': {
    sentence: (v) => `node "${v['node']}" has power again`,
    perform: ({ cluster }, v) => cluster.node(String(v['node'])).powerOn(),
  },
  'network-is-cut': {
    sentence: (v) => `the network of node "${v['node']}" is cut`,
    perform: ({ cluster }, v) => cluster.node(String(v['node'])).cutNetwork(),
  },
  'network-is-back': {
    sentence: (v) => `the network of node "${v['node']}" is back`,
    perform: ({ cluster }, v) => cluster.node(String(v['node'])).restoreNetwork(),
  },
  'node-reboots': {
    sentence: (v) => `node "${v['node']}" reboots`,
    perform: ({ cluster }, v) => cluster.node(String(v['node'])).reboot(),
  },
  'kubelet-restarts': {
    sentence: (v) => `the kubelet of node "${v['node']}" restarts`,
    perform: ({ cluster }, v) => cluster.node(String(v['node'])).restart(),
  },
  'host-goes-down': {
    sentence: (v) => `host "${v['address']}" goes down`,
    perform: ({ cluster }, v) => cluster.hosts.down(String(v['address'])),
  },
  'host-listens': {
    sentence: (v) => `a server at "${v['address']}" starts to listen on port ${v['port']}`,
    perform: ({ cluster }, v) => cluster.hosts.up(String(v['address']), Number(v['port'])),
  },
  'client-starts': {
    sentence: (v) =>
      `a client sends ${v['perSecond']} requests per second to service "${v['service']}"${inNamespace(namespaceIn(v))}`,
    perform: ({ cluster, clients }, v) => {
      const name = String(v['service']);
      const address = serviceAddress(cluster, cluster.api.get<Service>('Service', namespaceIn(v), name), 'inside');
      clients.push(cluster.startTraffic({ name, ...address, perSecond: Number(v['perSecond']), inside: true }));
    },
  },
  'load-changes': {
    sentence: (v) => `the load on ${v['kind']} "${v['name']}"${inNamespace(namespaceIn(v))} changes to ${v['millis']}m`,
    perform: ({ cluster }, v) => {
      const { kind, name, namespace = 'default' } = objectName(String(v['kind']), String(v['name']), namespaceIn(v));
      cluster.cpuLoads.put({ kind, name, namespace }, Number(v['millis']));
      cluster.installMetricsServer();
    },
  },
  'clients-stop': {
    sentence: () => 'the clients stop',
    perform: ({ clients }) => {
      for (const client of clients.splice(0)) client.stop();
    },
  },
} satisfies Record<string, Meaning>;

export type DeedKind = keyof typeof MEANINGS;

/** The sentence of a feature that says it. */
export function deedSentence({ kind, values }: Deed): string {
  return (MEANINGS[kind] as Meaning).sentence(values);
}

/** Does it, exactly as the sentence does. */
export function performDeed(stage: Stage, { kind, values }: Deed): void {
  (MEANINGS[kind] as Meaning).perform(stage, values);
}
