import type { Container, Pod, Probe, ProbeHandler } from '../../api/types/index';
import { type FactInput, rule, type Task } from '../../kernel/index';
import { goDialError, goHttpError, grpcHealthCheck, NetError } from '../../world/index';
import { expandCommand } from '../environment/index';
import { RuntimeError } from '../runtime/types';
import { PROBE_ATTEMPTS, PROBE_OUTPUT_BYTES } from './constants';
import type { KubeletContext } from './context';
import { httpGet, tooManyText } from './httpGet';
import type { PodEvents } from './podEvents';
import { factObject, resolvePort } from './podSpec';
import { PROBE_TITLES, type ProbeKind, probeOf, probeTimes } from './probeKinds';
import type { ProbeUrl } from './probeUrl';
import { requestHeaders } from './requestHeaders';

const TRIES = rule(
  'probe/three-tries',
  'A probe that cannot be run is tried three times, and then counts for nothing.',
  'pkg/kubelet/prober/prober.go maxProbeRetries',
);
const EXIT_CODE = rule(
  'probe/exec-by-exit-code',
  'A command that ends with 0 is a success, any other end a failure.',
  'kubernetes.io, Pod Lifecycle, Probe outcome',
);
const TIMEOUT = rule(
  'probe/exec-timeout-fails',
  'A command that takes longer than timeoutSeconds is a failure.',
  'kubernetes.io, Pod Lifecycle, Container probes',
);
const STATUSES = rule(
  'probe/http-200-to-399',
  'An HTTP status from 200 to 399 is a success.',
  'kubernetes.io, Pod Lifecycle, Check mechanisms',
);
const REDIRECTS = rule(
  'probe/redirect-elsewhere-warns',
  'A redirect to another host is not followed: a success with a warning.',
  'pkg/probe/http/http.go RedirectChecker',
);
const TOO_MANY = rule(
  'probe/ten-redirects',
  'The tenth redirect to the same host is a failure.',
  'pkg/probe/http/http.go',
);
const OPENS = rule(
  'probe/tcp-that-opens',
  'A TCP port that can be opened is a success.',
  'kubernetes.io, Pod Lifecycle, Check mechanisms',
);

/** How one run of a probe ended; `error` means that it could not be done at all, which counts for nothing. */
export interface ProbeOutcome {
  readonly result: 'success' | 'warning' | 'failure' | 'error';
  readonly output: string;
}

export interface ProbeTarget {
  readonly pod: Pod;
  readonly container: Container;
  readonly kind: ProbeKind;
  readonly containerId: string;
  /** From the pod's status. */
  readonly podIp: string;
  /** What the last run was told with: most runs end as the one before, and facts of the same content share it. */
  told?: FactInput & { readonly detail: ProbeDetail };
}

interface ProbeDetail {
  readonly container: string;
  readonly probe: ProbeKind;
  readonly result: ProbeOutcome['result'];
  readonly output: string;
  readonly [key: string]: unknown;
}

/** Runs probes once, against the container itself or over the network from the node (pkg/kubelet/prober/prober.go). */
export class Prober {
  private readonly knownHeaders = new WeakMap<HttpGet, Readonly<Record<string, string>>>();

  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
  ) {}

  /** One run with its retries; tells about failures in events. Undefined: the result is thrown away. */
  *probe(target: ProbeTarget): Task<'success' | 'failure' | undefined> {
    const probe = probeOf(target.container, target.kind);
    if (!probe) return 'success';
    let outcome: ProbeOutcome = { result: 'error', output: '' };
    for (let attempt = 0; attempt < PROBE_ATTEMPTS && outcome.result === 'error'; attempt++) {
      outcome = yield* this.run(probe, target);
    }
    if (outcome.result === 'error') this.context.kernel.acts(TRIES);
    this.report(target, outcome);
    if (outcome.result === 'error') return undefined;
    return outcome.result === 'failure' ? 'failure' : 'success';
  }

  private report(target: ProbeTarget, outcome: ProbeOutcome): void {
    const { pod, container, kind, told } = target;
    const { kernel, component, release } = this.context;
    const { result, output } = outcome;
    if (told?.detail.result === result && told.detail.output === output) kernel.journal.record(told);
    else {
      const detail = { container: container.name, probe: kind, result, output };
      target.told = { component, type: 'probe', object: factObject(pod), detail };
      kernel.journal.record(target.told);
    }
    const title = PROBE_TITLES[kind];
    if (outcome.result === 'failure') {
      this.events.warn(pod, container, 'Unhealthy', `${title} probe failed: ${outcome.output}`);
    } else if (outcome.result === 'error') {
      const values = { probe: title, result: 'unknown', error: outcome.output };
      this.events.warn(pod, container, 'Unhealthy', release.text('probeErrored', values));
    } else if (outcome.result === 'warning') {
      this.events.warn(pod, container, 'ProbeWarning', `${title} probe warning: ${outcome.output}`);
    }
  }

  /** Hands on the task of the handler: whatever a probe waits for would have to pass through a generator in between. */
  private run(probe: Probe, target: ProbeTarget): Task<ProbeOutcome> {
    const { timeoutSeconds } = probeTimes(probe);
    if (probe.exec) return this.exec(probe.exec.command ?? [], target, timeoutSeconds);
    if (probe.httpGet) return this.httpGet(probe.httpGet, target, timeoutSeconds * 1000);
    if (probe.tcpSocket) return this.tcpSocket(probe.tcpSocket, target, timeoutSeconds * 1000);
    if (probe.grpc) return this.grpc(probe.grpc, target, timeoutSeconds);
    return this.withoutHandler(target);
  }

  private *withoutHandler({ pod, container }: ProbeTarget): Task<ProbeOutcome> {
    return { result: 'error', output: `missing probe handler for ${pod.metadata.name}:${container.name}` };
  }

  private *exec(words: readonly string[], target: ProbeTarget, timeoutSeconds: number): Task<ProbeOutcome> {
    const command = commandOf(words, target.container);
    try {
      const result = yield* this.context.runtime.execSync(target.containerId, command, timeoutSeconds * 1000);
      if (result === 'timeout') {
        this.context.kernel.acts(TIMEOUT);
        const values = { command: command.join(' '), timeoutSeconds };
        return { result: 'failure', output: this.context.release.text('execProbeTimedOut', values) };
      }
      this.context.kernel.acts(EXIT_CODE);
      const output = (result.stdout + result.stderr).slice(0, PROBE_OUTPUT_BYTES);
      return { result: result.exitCode === 0 ? 'success' : 'failure', output };
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      return { result: 'error', output: error.message };
    }
  }

  private *httpGet(
    action: NonNullable<ProbeHandler['httpGet']>,
    target: ProbeTarget,
    timeoutMs: number,
  ): Task<ProbeOutcome> {
    const { kernel } = this.context;
    const port = resolvePort(action.port, target.container);
    if (port === undefined) return unknownPort(action.port);
    const headers = this.headersOf(action);
    const given = action.path ?? '/';
    const start: ProbeUrl = {
      scheme: action.scheme === 'HTTPS' ? 'https' : 'http',
      host: action.host || target.podIp,
      port,
      path: given.startsWith('/') ? given : `/${given}`,
    };
    const { answer, url, leadsElsewhere, tooMany } = yield* httpGet(this.context, start, { headers, timeoutMs });
    if (answer instanceof NetError) return { result: 'failure', output: this.httpErrorText(answer, url) };
    if (tooMany) {
      kernel.acts(TOO_MANY);
      return { result: 'failure', output: tooManyText(url) };
    }
    kernel.acts(leadsElsewhere ? REDIRECTS : STATUSES);
    return this.judge(answer.status, answer.body);
  }

  /**
   * 200 up to 399 is healthy, and a redirect that was not followed, for whatever reason, is told of.
   * Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes; pkg/probe/http DoHTTPProbe.
   */
  private judge(status: number, body: string): ProbeOutcome {
    if (status < 200 || status >= 400)
      return { result: 'failure', output: `HTTP probe failed with statuscode: ${status}` };
    if (status < 300) return { result: 'success', output: body };
    return { result: 'warning', output: this.context.release.text('probeNotRedirected', { body }) };
  }

  private httpErrorText(error: NetError, url: string): string {
    const { kernel, component } = this.context;
    const unanswered = error.phase === 'dial' && error.kind === 'timeout';
    const clientTimerFirst = unanswered && kernel.random.stream(`${component}/dial-timers`).integer(0, 1) === 1;
    return goHttpError(error, { url, clientTimerFirst });
  }

  private headersOf(action: HttpGet): Readonly<Record<string, string>> {
    let headers = this.knownHeaders.get(action);
    if (!headers) {
      headers = this.headers(action);
      this.knownHeaders.set(action, headers);
    }
    return headers;
  }

  private headers(action: HttpGet): Record<string, string> {
    const headers = requestHeaders(action.httpHeaders, `kube-probe/${this.context.release.version}`);
    headers.Connection = 'close';
    return headers;
  }

  private *tcpSocket(
    action: NonNullable<ProbeHandler['tcpSocket']>,
    target: ProbeTarget,
    timeoutMs: number,
  ): Task<ProbeOutcome> {
    const port = resolvePort(action.port, target.container);
    if (port === undefined) return unknownPort(action.port);
    const { network, host } = this.context;
    const resolved = yield* network.resolve(host, action.host || target.podIp);
    if (resolved instanceof NetError) return { result: 'failure', output: goDialError(resolved) };
    const connection = yield* network.connect(host, resolved.addresses[0] ?? '', port, timeoutMs);
    if (connection instanceof NetError) return { result: 'failure', output: goDialError(connection) };
    this.context.kernel.acts(OPENS);
    connection.close();
    return { result: 'success', output: '' };
  }

  private *grpc(
    action: NonNullable<ProbeHandler['grpc']>,
    target: ProbeTarget,
    timeoutSeconds: number,
  ): Task<ProbeOutcome> {
    const { network, host } = this.context;
    const { port, service = '' } = action;
    const call = { address: target.podIp, port, service, timeoutMs: timeoutSeconds * 1000 };
    const answer = yield* grpcHealthCheck(network, host, call);
    const failure = (output: string): ProbeOutcome => ({ result: 'failure', output });
    switch (answer.outcome) {
      case 'connect-timeout':
        return failure(
          `timeout: failed to connect service "${target.podIp}:${port}" within ${timeoutSeconds}s: context deadline exceeded`,
        );
      case 'rpc-timeout':
        return failure(`timeout: health rpc did not complete within ${timeoutSeconds}s`);
      case 'unimplemented':
        return failure(
          `error: this server does not implement the grpc health protocol (grpc.health.v1.Health): ${answer.message}`,
        );
      case 'error':
        return failure(`error: health rpc probe failed: rpc error: code = ${answer.code} desc = ${answer.message}`);
      case 'status':
        if (answer.status === 'SERVING') return { result: 'success', output: 'service healthy' };
        return failure(`service unhealthy (responded with "${answer.status}")`);
    }
  }
}

type HttpGet = NonNullable<ProbeHandler['httpGet']>;

/** Only plain values can be put into a probe's command (kubecontainer.ExpandContainerCommandOnlyStatic). */
function commandOf(words: readonly string[], container: Container): readonly string[] {
  if (!words.some((word) => word.includes('$'))) return words;
  return expandCommand(words, Object.fromEntries((container.env ?? []).map((e) => [e.name, e.value ?? ''])));
}

/** A name that no port has may still be a number in quotes (pkg/probe/util.go ResolveContainerPort). */
function unknownPort(port: number | string): ProbeOutcome {
  return { result: 'error', output: `strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax` };
}
