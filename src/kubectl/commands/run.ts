import { applyPatch, type Container, isStatus, type Pod } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import {
  bool,
  type CommandSpec,
  dryRun,
  duration,
  int,
  list,
  outputFlags,
  record,
  strings,
  text,
} from '../command/spec';
import { failure, KubectlError, statusText } from '../errors';
import { createObject } from '../objects';
import { oneResource } from '../selection';
import { deadline, waitUntilGone } from '../waiting';
import { serviceFor } from './expose';
import { attachAndWait } from './runAttached';

export const run: CommandSpec = {
  name: 'run',
  flags: [
    ...outputFlags,
    dryRun,
    record,
    text('image'),
    text('image-pull-policy'),
    text('restart', { value: 'Always' }),
    int('port'),
    int('grace-period', { value: '-1' }),
    bool('rm'),
    bool('stdin', { short: 'i' }),
    bool('tty', { short: 't' }),
    bool('attach'),
    bool('quiet', { short: 'q' }),
    bool('command'),
    bool('expose'),
    bool('privileged'),
    bool('leave-stdin-open'),
    list('labels', { short: 'l' }),
    strings('env'),
    list('annotations'),
    strings('annotation'),
    text('overrides'),
    text('override-type', { value: 'merge' }),
    text('field-manager'),
    duration('pod-running-timeout', { value: '1m0s' }),
  ],
  run: runPod,
};

function* runPod(call: Call): Task<number> {
  const { session } = call;
  const [name, ...inline] = call.args;
  if (!call.text('image')) throw failure('required flag(s) "image" not set');
  if (name === undefined) throw failure('NAME is required for run');
  const attaches = wantsAttach(call);
  checkFlags(call, attaches);
  const pod = overridden(call, podToRun(call, name, [...inline, ...(call.dash ?? [])]));
  try {
    if (call.flag('expose')) {
      const port = call.int('port') as number;
      yield* createObject(
        call,
        serviceFor(pod, { name, selector: { run: name }, ports: [{ port, protocol: 'TCP', targetPort: port }] }),
        { made: true },
      );
    }
    // The line "pod/r created" would stand between the output of the container.
    if (attaches && call.dryRun === 'none') yield* session.client.create<Pod>(pod);
    else yield* createObject(call, pod, { made: true });
  } catch (error) {
    if (isStatus(error)) throw new KubectlError(statusText(error, session.release));
    throw error;
  }
  if (!attaches || call.dryRun !== 'none') return 0;
  try {
    return yield* attachAndWait(call, pod);
  } finally {
    if (call.flag('rm')) yield* removePod(call, pod);
  }
}

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
/** Of an image, without registry, tag and digest (github.com/distribution/reference). */
const IMAGE_PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/** In the order of kubectl (pkg/cmd/run/run.go). @throws KubectlError */
function checkFlags(call: Call, attaches: boolean): void {
  const image = call.text('image') ?? '';
  if (!isImage(image)) throw failure(`Invalid image name "${image}": invalid reference format`);
  if (call.flag('tty') && !call.flag('stdin')) call.usage('-i/--stdin is required for containers with -t/--tty=true');
  if (call.flag('expose') && call.int('port') === undefined) call.usage('--port must be set when exposing a service');
  if (call.flag('rm') && !attaches) call.usage('--rm should only be used for attached containers');
  if (attaches && call.dryRun !== 'none') {
    call.usage(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
  }
  const pullPolicy = call.text('image-pull-policy');
  if (pullPolicy && !PULL_POLICIES.includes(pullPolicy)) call.usage(`invalid image pull policy: ${pullPolicy}`);
}

function isImage(image: string): boolean {
  const [name = ''] = image.split('@');
  const slash = name.indexOf('/');
  const host = slash < 0 ? '' : name.slice(0, slash);
  const hasHost = /[.:]/.test(host) || host === 'localhost' || /[A-Z]/.test(host);
  const path = (hasHost ? name.slice(slash + 1) : name).replace(/:[\w][\w.-]*$/, '');
  return IMAGE_PATH.test(path);
}

function wantsAttach(call: Call): boolean {
  return call.given('attach') ? call.flag('attach') : call.flag('stdin');
}

function podToRun(call: Call, name: string, words: readonly string[]): Pod {
  const image = call.text('image');
  if (!image) throw failure('required flag(s) "image" not set');
  const restartPolicy = call.text('restart') as Pod['spec']['restartPolicy'];
  if (!['Always', 'OnFailure', 'Never'].includes(restartPolicy ?? ''))
    call.usage(`invalid restart policy: ${restartPolicy}`);
  const port = call.int('port');
  const pullPolicy = call.text('image-pull-policy') as Container['imagePullPolicy'];
  const container: Container = {
    name,
    image,
    ...(pullPolicy ? { imagePullPolicy: pullPolicy } : {}),
    ...(words.length > 0 ? (call.flag('command') ? { command: [...words] } : { args: [...words] }) : {}),
    ...(call.list('env').length > 0 ? { env: call.list('env').map(envVar) } : {}),
    ...(port ? { ports: [{ containerPort: port }] } : {}),
    resources: {},
    ...(call.flag('stdin') ? { stdin: true, stdinOnce: !call.flag('leave-stdin-open') } : {}),
    ...(call.flag('tty') ? { tty: true } : {}),
    ...(call.flag('privileged') ? { securityContext: { privileged: true } } : {}),
  };
  const labels = call.given('labels') ? pairs(call.list('labels'), 'label') : { run: name };
  const annotations = pairs([...call.list('annotations'), ...call.list('annotation')], 'annotation');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: call.session.namespace,
      labels,
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy },
  };
}

/** `--overrides`: JSON that is merged into the pod before it is sent. */
function overridden(call: Call, pod: Pod): Pod {
  const text = call.text('overrides');
  if (!text) return pod;
  const type = call.text('override-type') ?? 'merge';
  if (type !== 'merge' && type !== 'json' && type !== 'strategic') throw failure(`invalid override type: ${type}`);
  let patch: unknown;
  try {
    patch = JSON.parse(text);
  } catch {
    throw failure(`invalid JSON in --overrides: ${text}`);
  }
  return applyPatch(pod, patch, type) as Pod;
}

function envVar(text: string): { name: string; value: string } {
  const equals = text.indexOf('=');
  if (equals < 1) throw failure(`invalid env: ${text}`);
  return { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

function pairs(texts: readonly string[], what: string): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const equals = text.indexOf('=');
      if (equals < 1) throw failure(`unexpected ${what} spec: ${text}`);
      return [text.slice(0, equals), text.slice(equals + 1)];
    }),
  );
}

function* removePod(call: Call, { metadata }: Pod): Task {
  const { session } = call;
  const { name, namespace = '' } = metadata;
  try {
    const { metadata: gone } = yield* session.client.delete<Pod>('Pod', namespace, name, {
      propagationPolicy: 'Background',
    });
    const from = session.release.has('deleteNamesNamespace') ? ` from ${namespace} namespace` : '';
    if (!call.flag('quiet')) session.line(`pod "${name}" deleted${from}`);
    const target = { resource: oneResource('pod'), namespace, name, uid: gone.uid };
    yield* waitUntilGone(session, target, deadline(session, undefined));
  } catch (error) {
    if (!isStatus(error, 'NotFound')) throw error;
  }
}
