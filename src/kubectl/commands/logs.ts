import { formatTime, isStatus, type LogLine, type LogOptions, type NodeProxy, type Pod, parseTime } from '../../api';
import { anyOf, type Mailbox, sleep, type Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, duration, int, text } from '../command/spec';
import { failure } from '../errors';
import { containerNames, containersOf, defaultContainer, hasContainer, nodeOf, podOf } from '../pods';

export const logs: CommandSpec = {
  name: 'logs',
  flags: [
    text('container', { short: 'c' }),
    bool('follow', { short: 'f' }),
    bool('previous', { short: 'p' }),
    bool('timestamps'),
    bool('all-containers'),
    bool('all-pods'),
    bool('prefix'),
    bool('ignore-errors'),
    int('tail', { value: '-1' }),
    int('limit-bytes'),
    int('max-log-requests', { value: '5' }),
    duration('since'),
    text('since-time'),
    text('selector', { short: 'l' }),
    duration('pod-running-timeout', { value: '20s' }),
  ],
  run: runLogs,
};

const RETRY_MS = 1000;

/** One container whose log is asked for. */
interface Source {
  readonly pod: Pod;
  readonly container: string;
}

function* runLogs(call: Call): Task<number> {
  refuseContradictions(call);
  const sources = yield* sourcesOf(call);
  if (sources.length === 0) {
    call.session.error(`No resources found in ${call.session.namespace} namespace.`);
    return 0;
  }
  const maximum = call.int('max-log-requests') ?? 5;
  if (call.flag('follow') && sources.length > maximum) {
    throw failure(
      `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${maximum}, use --max-log-requests to increase the limit`,
    );
  }
  if (call.flag('follow')) return yield* followAll(call, sources);
  for (const source of sources) printLines(call, source, yield* linesOf(call, source));
  return 0;
}

function refuseContradictions(call: Call): void {
  if (call.args.length === 0 && !call.given('selector')) {
    throw failure(
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples",
    );
  }
  if (call.args.length > 0 && call.given('selector')) throw failure('only a selector (-l) or a POD name is allowed');
  if (call.flag('all-containers') && call.given('container')) {
    throw failure(`--all-containers=true should not be specified with container name ${call.text('container')}`);
  }
  if (call.given('since') && call.given('since-time'))
    throw failure('at most one of `sinceTime` or `sinceSeconds` may be specified');
  const sinceTime = call.text('since-time');
  if (sinceTime && Number.isNaN(parseTime(sinceTime))) throw failure(notATime(sinceTime));
  const tail = call.int('tail') ?? -1;
  if (tail < -1) throw failure('--tail must be greater than or equal to -1');
}

/** What Go says of a text that is no time; only of one that has no year at its beginning are these its words. */
function notATime(text: string): string {
  return `parsing time "${text}" as "2006-01-02T15:04:05Z07:00": cannot parse "${text}" as "2006"`;
}

function* sourcesOf(call: Call): Task<Source[]> {
  const { session } = call;
  const selector = call.text('selector');
  if (selector !== undefined) {
    const pods = yield* session.client.list<Pod>('Pod', { namespace: session.namespace, labelSelector: selector });
    return pods.flatMap((pod) => containersWanted(call, pod));
  }
  const [word = '', container] = call.args;
  if (container !== undefined && call.given('container'))
    throw failure('only one of -c or an inline [CONTAINER] arg is allowed');
  try {
    return containersWanted(call, yield* podOf(session, word), container);
  } catch (error) {
    if (!isStatus(error, 'NotFound') || !session.release.has('logsNamesNamespace')) throw error;
    throw failure(`error from server (NotFound): ${error.message} in namespace "${session.namespace}"`);
  }
}

function containersWanted(call: Call, pod: Pod, inline?: string): Source[] {
  const named = inline ?? call.text('container');
  const all = containersOf(pod).map(({ container }) => container.name);
  if (call.flag('all-containers')) {
    const init = (pod.spec.initContainers ?? []).map((container) => container.name);
    // Init containers come first, as they ran first.
    const order = [...init, ...all.filter((name) => !init.includes(name))];
    return order.map((container) => ({ pod, container }));
  }
  if (named !== undefined) {
    if (!hasContainer(pod, named))
      throw failure(call.session.release.text('logsNoSuchContainer', containerNames(pod, named)));
    return [{ pod, container: named }];
  }
  if (!call.session.release.has('logsDefaultContainer') && all.length > 1) throw failure(whichContainer(pod));
  return [{ pod, container: defaultContainer(call.session, pod) }];
}

function whichContainer({ metadata, spec }: Pod): string {
  const names = (list: readonly { name: string }[]): string => `[${list.map((container) => container.name).join(' ')}]`;
  const init = spec.initContainers?.length ? ` or one of the init containers: ${names(spec.initContainers)}` : '';
  return `a container name must be specified for pod ${metadata.name}, choose one of: ${names(spec.containers)}${init}`;
}

function optionsOf(call: Call): LogOptions {
  const { session } = call;
  const tail = call.int('tail') ?? -1;
  // With a selector kubectl shows the last ten lines of each unless told otherwise.
  const tailLines = tail >= 0 ? tail : call.given('selector') && !call.given('tail') ? 10 : undefined;
  const since = call.durationMs('since');
  const sinceTime = call.text('since-time');
  const epochMs = session.nowMs - session.kernel.now;
  const sinceMs =
    since !== undefined ? session.kernel.now - since : sinceTime ? parseTime(sinceTime) - epochMs : undefined;
  return {
    ...(call.flag('previous') ? { previous: true } : {}),
    ...(tailLines === undefined ? {} : { tailLines }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
  };
}

function* linesOf(call: Call, { pod, container }: Source): Task<LogLine[]> {
  // A pod that no node has taken yet has an empty log.
  if (!pod.spec.nodeName) return [];
  try {
    const kubelet = yield* nodeOf(call.session, pod, { logsOf: container });
    return kubelet.logs(pod, container, optionsOf(call));
  } catch (error) {
    if (!isStatus(error) || !call.flag('ignore-errors')) throw error;
    call.session.error(`error: ${error.message}`);
    return [];
  }
}

function printLines(call: Call, source: Source, lines: readonly LogLine[]): void {
  const texts = lines.map((line) => `${lineText(call, source, line)}\n`).join('');
  const limit = call.int('limit-bytes');
  const cut = limit ? Buffer.from(texts).subarray(0, limit).toString() : texts;
  if (cut) call.session.io.stdout(cut);
}

function lineText(call: Call, { pod, container }: Source, { timeMs, text }: LogLine): string {
  const prefix = call.flag('prefix') ? `[pod/${pod.metadata.name}/${container}] ` : '';
  const { session } = call;
  const wallMs = session.nowMs - session.kernel.now + timeMs;
  const fraction = String(Math.floor(wallMs) % 1000).padStart(3, '0');
  const stamp = call.flag('timestamps') ? `${formatTime(wallMs).slice(0, -1)}.${fraction}000000Z ` : '';
  return prefix + stamp + text;
}

interface Stream extends ReturnType<NodeProxy['follow']> {
  readonly source: Source;
}

/** Newer clients ask each second until the container has a log, and tell each refusal (logs.go, consumeWithRetry). */
function* patiently(call: Call, source: Source): Task<Stream> {
  const { session } = call;
  const deadlineMs = session.kernel.now + (call.durationMs('pod-running-timeout') ?? 0);
  for (let { pod } = source; ; pod = yield* podOf(session, pod.metadata.name)) {
    try {
      return yield* streamOf(call, { ...source, pod });
    } catch (error) {
      if (!isStatus(error) || !session.release.has('logsFollowWaits')) throw error;
      session.error(error.message);
    }
    yield* sleep(Math.min(RETRY_MS, deadlineMs - session.kernel.now));
    if (session.kernel.now >= deadlineMs) throw failure('context deadline exceeded');
  }
}

function* streamOf(call: Call, source: Source): Task<Stream> {
  const { pod, container } = source;
  const kubelet = yield* nodeOf(call.session, pod, { logsOf: container });
  return { source, ...kubelet.follow(pod, container, optionsOf(call)) };
}

/** `-f`: until every one of the containers has ended. */
function* followAll(call: Call, sources: readonly Source[]): Task<number> {
  const streams: Stream[] = [];
  for (const source of sources) streams.push(yield* patiently(call, source));
  for (;;) {
    for (const { source, lines } of streams) printLines(call, source, drain(lines));
    const open = streams.filter(({ ended }) => !ended.isSet);
    if (open.length === 0) return 0;
    yield* anyOf(...open.flatMap(({ lines, ended }) => [lines.arrival(), ended.wait()]));
  }
}

function drain(lines: Mailbox<LogLine>): LogLine[] {
  const out: LogLine[] = [];
  for (let line = lines.poll(); line; line = lines.poll()) out.push(line);
  return out;
}
