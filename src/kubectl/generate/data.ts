import type { ConfigMap, Secret } from '../../api';
import type { Call } from '../command/call';
import { bool, type CommandSpec, strings, text } from '../command/spec';
import { failure } from '../errors';
import { withHash } from './hash';
import { make, makeFlags, metadata, nameOf } from './make';

const dataFlags = [strings('from-literal'), strings('from-file'), text('from-env-file'), bool('append-hash')];

export const configMap: CommandSpec = {
  name: 'configmap',
  aliases: ['cm'],
  flags: [...makeFlags, ...dataFlags],
  *run(call) {
    const name = nameOf(call);
    const bare: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(call, name) };
    const data = dataOf(
      call,
      (key) => `cannot add key "${key}", another key by that name already exists in Data for ConfigMap "${name}"`,
    );
    const object = Object.keys(data).length > 0 ? { ...bare, data } : bare;
    return yield* make(call, call.flag('append-hash') ? withHash(object) : object);
  },
};

const generic: CommandSpec = {
  name: 'generic',
  flags: [...makeFlags, ...dataFlags, text('type')],
  *run(call) {
    const object: Secret = { apiVersion: 'v1', kind: 'Secret', metadata: metadata(call, nameOf(call)) };
    const data = dataOf(call, (key) => `cannot add key ${key}, another key by that name already exists`);
    const entries = Object.entries(data).map(([key, value]) => [key, base64(value)]);
    const type = call.text('type');
    const whole = {
      ...object,
      ...(entries.length > 0 ? { data: Object.fromEntries(entries) } : {}),
      ...(type ? { type } : {}),
    } as Secret;
    return yield* make(call, call.flag('append-hash') ? withHash(whole) : whole);
  },
};

const dockerRegistry: CommandSpec = {
  name: 'docker-registry',
  flags: [
    ...makeFlags,
    text('docker-server', { value: 'https://index.docker.io/v1/' }),
    ...['docker-username', 'docker-password', 'docker-email'].map((name) => text(name)),
  ],
  *run(call) {
    const [username, password, email] = ['docker-username', 'docker-password', 'docker-email'].map((n) => call.text(n));
    const absent = !username ? 'docker-username' : !password ? 'docker-password' : undefined;
    if (absent) throw failure(call.session.release.text('missingDockerLogin', { flag: absent }));
    const auth = base64(`${username}:${password}`);
    const login = { username, password, ...(email ? { email } : {}), auth };
    const config = JSON.stringify({ auths: { [call.text('docker-server') ?? '']: login } });
    return yield* make(call, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata(call, nameOf(call)),
      type: 'kubernetes.io/dockerconfigjson',
      data: { '.dockerconfigjson': base64(config) },
    } as Secret);
  },
};

/** Whether key and certificate belong together is not looked at, only whether they can be (crypto/tls, X509KeyPair). */
const tls: CommandSpec = {
  name: 'tls',
  flags: [...makeFlags, text('cert'), text('key')],
  *run(call) {
    const name = nameOf(call);
    const [cert, key] = [call.text('cert'), call.text('key')];
    if (!cert || !key) {
      throw failure(call.session.release.text('missingKeyPair', { flag: cert ? 'key' : 'cert' }));
    }
    const data = { 'tls.crt': base64(pem(call, cert, 'certificate')), 'tls.key': base64(pem(call, key, 'key')) };
    return yield* make(call, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata(call, name),
      type: 'kubernetes.io/tls',
      data,
    } as Secret);
  },
};

export const secret: CommandSpec = { name: 'secret', commands: [generic, dockerRegistry, tls] };

function pem(call: Call, path: string, what: string): string {
  let content: string;
  try {
    content = call.session.files(path);
  } catch {
    throw failure(`Cannot read file ${path}, open ${path}: no such file or directory`);
  }
  if (!/-----BEGIN [^-]+-----/.test(content)) throw failure(`tls: failed to find any PEM data in ${what} input`);
  return content;
}

function base64(content: string): string {
  return Buffer.from(content).toString('base64');
}

/** The data of `--from-literal`, `--from-file` and `--from-env-file`. @throws KubectlError */
function dataOf(call: Call, twice: (key: string) => string): Record<string, string> {
  const data: Record<string, string> = {};
  const add = (key: string, value: string): void => {
    if (key in data) throw failure(twice(key));
    data[key] = value;
  };
  for (const literal of call.list('from-literal')) {
    const equals = literal.indexOf('=');
    if (equals < 1) throw failure(`invalid literal source ${literal}, expected key=value`);
    add(literal.slice(0, equals), literal.slice(equals + 1).replace(/^(["'])(.*)\1$/s, '$2'));
  }
  for (const source of call.list('from-file')) {
    const equals = source.indexOf('=');
    const path = source.slice(equals + 1);
    add(equals < 0 ? (path.split('/').pop() as string) : source.slice(0, equals), read(call, path));
  }
  const envFile = call.text('from-env-file');
  for (const line of envFile ? read(call, envFile).split('\n') : []) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const equals = trimmed.indexOf('=');
    if (equals > 0) add(trimmed.slice(0, equals), trimmed.slice(equals + 1));
  }
  return data;
}

function read(call: Call, path: string): string {
  try {
    return call.session.files(path);
  } catch {
    throw failure(`error reading ${path}: no such file or directory`);
  }
}
