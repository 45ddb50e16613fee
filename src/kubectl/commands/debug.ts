import { type Container, type EphemeralContainer, isStatus, listPatch, type Pod, randomSuffix } from '../../api';
import { type Task, TIMED_OUT } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, list, strings, text } from '../command/spec';
import { failure } from '../errors';
import { nodeOf, podOf } from '../pods';
import { oneResource } from '../selection';
import type { Session } from '../session';
import { deadline, follow } from '../waiting';
import { copyForDebugging, nodeDebugger, privileges } from './debugCopy';
import { attachTo } from './exec';

export const debug: CommandSpec = {
  name: 'debug',
  flags: [
    text('container', { short: 'c' }),
    text('image'),
    text('image-pull-policy'),
    text('target'),
    text('copy-to'),
    text('profile'),
    list('set-image'),
    strings('env'),
    bool('stdin', { short: 'i' }),
    bool('tty', { short: 't' }),
    bool('attach'),
    bool('quiet', { short: 'q' }),
    bool('share-processes', { value: true }),
    bool('same-node'),
    bool('replace'),
    bool('keep-labels'),
    bool('keep-annotations'),
    bool('keep-liveness'),
    bool('keep-readiness'),
    bool('keep-startup'),
    bool('arguments-only'),
  ],
  run: runDebug,
};

const PROFILES = ['legacy', 'general', 'baseline', 'restricted', 'netadmin', 'sysadmin', 'auto'];

function* runDebug(call: Call): Task<number> {
  const { session } = call;
  const [word, ...inline] = call.args;
  if (word === undefined) throw failure('NAME is required for debug');
  const profile = profileOf(call);
  const image = call.text('image');
  if (!image && !call.given('copy-to') && call.list('set-image').length === 0)
    throw failure('you must specify --image, --copy-to, or --set-image');
  if (call.given('tty') && !call.flag('stdin'))
    throw failure('-i/--stdin is required for containers with -t/--tty=true');
  checkTarget(call);
  const command = [...inline, ...(call.dash ?? [])];
  if (/^(node|nodes|no)\//.test(word)) {
    return yield* debugNode(call, word.slice(word.indexOf('/') + 1), command, profile);
  }
  const pod = yield* podOf(session, word);
  if (call.given('copy-to')) return yield* debugByCopy(call, pod, command, profile);
  return yield* debugInPlace(call, pod, command, profile);
}

/** Says which container is targeted, before anybody knows whether its pod is there (kubectl, cmd/debug, Validate). @throws KubectlError */
function checkTarget(call: Call): void {
  const { session } = call;
  const target = call.text('target');
  if (!target) return;
  if (call.given('copy-to')) throw failure('--target is incompatible with --copy-to. Use --share-processes instead.');
  if (call.flag('quiet') || !session.release.has('debugNamesTarget')) return;
  session.line(
    `Targeting container "${target}". If you don't see processes from this container it may be because the container runtime doesn't support this feature.`,
  );
}

/** The profile asked for, or the default of the release. @throws KubectlError when there is no such profile */
function profileOf(call: Call): string {
  const { release } = call.session;
  const asked = call.text('profile');
  if (asked !== undefined && !PROFILES.includes(asked)) throw failure(`unknown profile: ${asked}`);
  const profile = asked && asked !== 'auto' ? asked : release.has('debugGeneralProfile') ? 'general' : 'legacy';
  if (profile === 'legacy' && release.has('debugLegacyWarning')) {
    call.session.error(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".',
    );
  }
  return profile;
}

function* debugInPlace(call: Call, pod: Pod, command: readonly string[], profile: string): Task<number> {
  const { session } = call;
  const name = debuggerName(call, pod);
  const target = call.text('target');
  const container: EphemeralContainer = {
    ...debugContainer(call, name, command),
    ...privileges(profile, session.release),
    ...(target ? { targetContainerName: target } : {}),
  };
  const patch = { spec: listPatch('ephemeralContainers', 'name', pod.spec.ephemeralContainers, [container]) };
  const options = { type: 'strategic', subresource: 'ephemeralcontainers' } as const;
  try {
    yield* session.client.patch<Pod>('Pod', session.namespace, pod.metadata.name, patch, options);
  } catch (error) {
    if (isStatus(error, 'NotFound') && /requested resource/.test(error.message)) {
      throw failure(`ephemeral containers are disabled for this cluster (error from server: "${error.message}").`);
    }
    throw error;
  }
  return wantsAttach(call) ? yield* attachWhenStarted(call, pod.metadata.name, name) : 0;
}

function* debugByCopy(call: Call, pod: Pod, command: readonly string[], profile: string): Task<number> {
  const { session } = call;
  const copyName = call.text('copy-to') as string;
  const image = call.text('image');
  const named = call.text('container');
  const replaces = named !== undefined && pod.spec.containers.some((container) => container.name === named);
  const name =
    image || replaces ? (replaces ? (named as string) : debuggerName(call, pod)) : pod.spec.containers[0]?.name;
  const copy = copyForDebugging(pod, copyName, {
    profile,
    images: call.list('set-image'),
    shareProcesses: call.given('share-processes') ? call.flag('share-processes') : undefined,
    sameNode: call.flag('same-node'),
    keeps: (what) => call.flag(`keep-${what}`),
    container: replaces
      ? { change: name as string, image, command, tty: call.flag('tty'), stdin: call.flag('stdin') }
      : image
        ? { add: { ...debugContainer(call, name as string, command), ...privileges(profile, call.session.release) } }
        : { change: name as string, image, command, tty: call.flag('tty'), stdin: call.flag('stdin') },
  });
  yield* session.client.create<Pod>(copy);
  if (call.flag('replace'))
    yield* session.client.delete('Pod', session.namespace, pod.metadata.name, { gracePeriodSeconds: 0 });
  return wantsAttach(call) ? yield* attachWhenStarted(call, copyName, name as string) : 0;
}

function* debugNode(call: Call, nodeName: string, command: readonly string[], profile: string): Task<number> {
  const { session } = call;
  yield* session.client.get('Node', '', nodeName);
  const suffix = randomSuffix(session.kernel.random.stream('kubectl/debug'));
  const container = debugContainer(call, call.text('container') ?? 'debugger', command);
  const pod = nodeDebugger(nodeName, suffix, session.namespace, container, profile);
  session.error(`Creating debugging pod ${pod.metadata.name} with container ${container.name} on node ${nodeName}.`);
  yield* session.client.create<Pod>(pod);
  return wantsAttach(call) ? yield* attachWhenStarted(call, pod.metadata.name, container.name) : 0;
}

function debuggerName(call: Call, pod: Pod): string {
  const given = call.text('container');
  if (given !== undefined) return given;
  const taken = [...pod.spec.containers, ...(pod.spec.initContainers ?? []), ...(pod.spec.ephemeralContainers ?? [])];
  const stream = call.session.kernel.random.stream('kubectl/debug');
  let name = `debugger-${randomSuffix(stream)}`;
  while (taken.some((container) => container.name === name)) name = `debugger-${randomSuffix(stream)}`;
  call.session.error(`Defaulting debug container name to ${name}.`);
  return name;
}

function debugContainer(call: Call, name: string, command: readonly string[]): Container {
  const env = call.list('env').map((pair) => ({
    name: pair.slice(0, Math.max(0, pair.indexOf('='))),
    value: pair.slice(pair.indexOf('=') + 1),
  }));
  const pullPolicy = call.text('image-pull-policy') as Container['imagePullPolicy'];
  return {
    name,
    image: call.text('image') ?? '',
    ...(env.length > 0 ? { env } : {}),
    ...(pullPolicy ? { imagePullPolicy: pullPolicy } : {}),
    resources: {},
    ...(command.length > 0 ? (call.flag('arguments-only') ? { args: [...command] } : { command: [...command] }) : {}),
    ...(call.flag('stdin') ? { stdin: true } : {}),
    terminationMessagePolicy: 'File',
    ...(call.flag('tty') ? { tty: true } : {}),
  };
}

const wantsAttach = (call: Call): boolean => (call.given('attach') ? call.flag('attach') : call.flag('stdin'));

/** Waits for the container, attaches to it while it runs, prints its log when it has ended already. */
function* attachWhenStarted(call: Call, podName: string, container: string): Task<number> {
  const { session } = call;
  const started = yield* follow<Pod, Pod>(
    session,
    oneResource('pod'),
    session.namespace,
    podName,
    deadline(session, undefined),
    (pod) => {
      const state = pod && stateOf(pod, container);
      if (state?.waiting?.message) session.warn(`container ${container}: ${state.waiting.message}`);
      return state?.running || state?.terminated ? pod : undefined;
    },
  );
  if (started === TIMED_OUT) throw failure('timed out waiting for the condition');
  if (stateOf(started, container)?.running) return yield* attachTo(call, started, container);
  yield* printLog(session, started, container);
  return 0;
}

function stateOf(pod: Pod, container: string) {
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.ephemeralContainerStatuses ?? [])];
  return statuses.find((status) => status.name === container)?.state;
}

function* printLog(session: Session, pod: Pod, container: string): Task {
  const kubelet = yield* nodeOf(session, pod, { logsOf: container });
  const lines = kubelet.logs(pod, container, {});
  session.io.stdout(lines.map((line) => `${line.text}\n`).join(''));
}
