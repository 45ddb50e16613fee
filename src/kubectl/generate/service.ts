import type { Service, ServicePort } from '../../api';
import type { Call } from '../command/call';
import { type CommandSpec, int, list, text } from '../command/spec';
import { failure } from '../errors';
import { make, makeFlags, metadata, nameOf } from './make';

const tcp = list('tcp');

const clusterip: CommandSpec = {
  name: 'clusterip',
  flags: [...makeFlags, tcp, text('clusterip')],
  *run(call) {
    const clusterIP = call.text('clusterip');
    const headless = clusterIP === 'None';
    const ports = portsOf(call, { optional: headless });
    const own = { ...(ports.length > 0 ? { ports } : {}), ...(clusterIP ? { clusterIP } : {}) };
    return yield* make(call, serviceOf(call, { type: 'ClusterIP', ...own }));
  },
};

const nodeport: CommandSpec = {
  name: 'nodeport',
  flags: [...makeFlags, tcp, int('node-port')],
  *run(call) {
    const nodePort = call.int('node-port');
    const ports = portsOf(call).map((port) => (nodePort ? { ...port, nodePort } : port));
    return yield* make(call, serviceOf(call, { type: 'NodePort', ports }));
  },
};

const loadbalancer: CommandSpec = {
  name: 'loadbalancer',
  flags: [...makeFlags, tcp],
  *run(call) {
    return yield* make(call, serviceOf(call, { type: 'LoadBalancer', ports: portsOf(call) }));
  },
};

const externalname: CommandSpec = {
  name: 'externalname',
  flags: [...makeFlags, tcp, text('external-name')],
  *run(call) {
    const externalName = call.text('external-name');
    if (!externalName) throw failure('required flag(s) "external-name" not set');
    const ports = portsOf(call, { optional: true });
    return yield* make(
      call,
      serviceOf(call, { type: 'ExternalName', externalName, ...(ports.length > 0 ? { ports } : {}) }),
    );
  },
};

export const service: CommandSpec = {
  name: 'service',
  aliases: ['svc'],
  commands: [clusterip, externalname, loadbalancer, nodeport],
};

/** A service `create service` makes: label and selector `app=NAME`. */
function serviceOf(call: Call, spec: Service['spec']): Service {
  const name = nameOf(call);
  const labels = { app: name };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(call, name, labels),
    spec: { ...spec, selector: labels },
  };
}

/** `--tcp=80:8080` or `--tcp=80`; the port is named after its text. */
function portsOf(call: Call, options: { optional?: boolean } = {}): ServicePort[] {
  const texts = call.list('tcp');
  if (texts.length === 0 && !options.optional) throw failure('at least one tcp port specifier must be provided');
  return texts.map((value) => {
    const [portText = '', targetText = portText] = value.split(':');
    const port = Number(portText);
    if (!/^\d+$/.test(portText)) throw failure(`strconv.Atoi: parsing "${portText}": invalid syntax`);
    const targetPort = /^\d+$/.test(targetText) ? Number(targetText) : targetText;
    return { name: value.replace(/:/g, '-'), port, protocol: 'TCP', targetPort };
  });
}
