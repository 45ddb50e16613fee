import type { KubeObject } from '../../api';
import type { Call } from '../command/call';
import { type CommandSpec, strings, text } from '../command/spec';
import { failure } from '../errors';
import { make, makeFlags, metadata, nameOf } from './make';

const RULE = /^(?<host>[\w*\-.]*)(?<path>\/.*)=(?<service>[\w-]+):(?<port>[\w-]+)(?<tls>,tls=?(?<secret>[\w-]+)?)?/;

interface Rule {
  readonly host: string;
  readonly path: { path: string; pathType: string; backend: object };
  readonly hasTls: boolean;
  readonly secret: string;
}

export const ingress: CommandSpec = {
  name: 'ingress',
  aliases: ['ing'],
  flags: [...makeFlags, text('class'), strings('rule'), strings('annotation'), text('default-backend')],
  *run(call) {
    const name = nameOf(call);
    const rules = call.list('rule').map(readRule);
    const backend = call.text('default-backend');
    if (!backend && rules.length === 0) {
      throw failure(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    }
    const annotations = annotationsOf(call);
    const className = call.text('class');
    const tls = tlsOf(rules);
    const spec = {
      ...(className ? { ingressClassName: className } : {}),
      ...(backend ? { defaultBackend: defaultBackend(backend) } : {}),
      ...(rules.length > 0 ? { rules: rulesByHost(rules) } : {}),
      ...(tls.length > 0 ? { tls } : {}),
    };
    const own = { ...metadata(call, name), ...(annotations ? { annotations } : {}) };
    const object = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: own, spec };
    return yield* make(call, object as KubeObject);
  },
};

/** `host/path=service:port[,tls[=secret]]`. Source: kubectl `pkg/cmd/create/create_ingress.go`. */
function readRule(rule: string): Rule {
  const found = RULE.exec(rule)?.groups;
  if (!found) {
    throw failure(`rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  }
  const { host = '', path = '', service = '', port = '', tls, secret = '' } = found;
  const isPrefix = path.endsWith('*');
  const backend = backendOf(service, port);
  return {
    host,
    path: { backend, path: isPrefix ? path.slice(0, -1) : path, pathType: isPrefix ? 'Prefix' : 'Exact' },
    hasTls: tls !== undefined,
    secret,
  };
}

function defaultBackend(word: string): object {
  const [service, port, ...more] = word.split(':');
  if (port === undefined || more.length > 0) {
    throw failure('default-backend should be in format servicename:serviceport');
  }
  return backendOf(service as string, port);
}

function backendOf(name: string, port: string): object {
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function rulesByHost(rules: readonly Rule[]): object[] {
  const hosts = [...new Set(rules.map(({ host }) => host))];
  return hosts.map((host) => {
    const paths = rules.filter((rule) => rule.host === host).map(({ path }) => path);
    return { ...(host ? { host } : {}), http: { paths } };
  });
}

/** Each host once; hosts with the same secret share an entry. */
function tlsOf(rules: readonly Rule[]): object[] {
  const entries: { hosts?: string[]; secretName?: string }[] = [];
  const seen = new Set<string>();
  for (const { host, hasTls, secret } of rules) {
    if (!hasTls || seen.has(host)) continue;
    seen.add(host);
    const same = entries.find((entry) => (entry.secretName ?? '') === secret);
    if (same) same.hosts = [...(same.hosts ?? []), host];
    else if (host || secret)
      entries.push({ ...(host ? { hosts: [host] } : {}), ...(secret ? { secretName: secret } : {}) });
  }
  return entries;
}

function annotationsOf(call: Call): Record<string, string> | undefined {
  const pairs = call.list('annotation').map((text): [string, string] => {
    const equals = text.indexOf('=');
    if (equals < 0) throw failure(`annotation ${text} is invalid and should be in format key=[value]`);
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}
