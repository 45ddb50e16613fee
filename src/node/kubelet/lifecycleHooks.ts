import type { Container, HttpGetAction, LifecycleHandler, Pod } from '../../api/types/index';
import { OrdinaryError, rule, sleep, type Task } from '../../kernel/index';
import { goHttpError, NetError } from '../../world/index';
import { RuntimeError } from '../runtime/types';
import type { KubeletContext } from './context';
import { httpGet, tooManyText } from './httpGet';
import type { PodEvents } from './podEvents';
import { factObject, fullPodName, resolvePort } from './podSpec';
import { requestHeaders } from './requestHeaders';

const ANY_ANSWER = rule(
  'hook/any-answer-is-a-success',
  'An HTTP hook fails only without an answer: error statuses count as success.',
  'pkg/kubelet/lifecycle/handlers.go runHTTPHandler',
);
const NO_TCP = rule(
  'hook/no-tcp-socket',
  'A tcpSocket hook is accepted by the API and fails when it is run.',
  'pkg/kubelet/lifecycle/handlers.go Run',
);
const PLAIN_AFTER_TLS = rule(
  'hook/https-falls-back',
  'An HTTPS hook whose server speaks plain HTTP is sent once more in plain.',
  'kubernetes PR 86139',
);

/** The hook did not do what it should; `message` is what releases up to 1.25 show in the event. */
export class HookError extends OrdinaryError {
  constructor(
    message: string,
    /** What went wrong, without the words around it. */
    readonly error: string,
  ) {
    super(message);
    this.name = 'HookError';
  }
}

/** Runs postStart and preStop handlers (pkg/kubelet/lifecycle/handlers.go). */
export class HandlerRunner {
  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
  ) {}

  /**
   * @param withinMs how long the caller will wait, for the journal
   * @throws HookError
   */
  *run(
    containerId: string,
    pod: Pod,
    container: Container,
    hook: 'postStart' | 'preStop',
    podIp: string,
    withinMs?: number,
  ): Task<void> {
    const handler = container.lifecycle?.[hook];
    if (!handler) return;
    const { kernel, component } = this.context;
    const object = factObject(pod);
    const podUid = pod.metadata.uid;
    const begins = { container: container.name, hook, podUid, ...(withinMs !== undefined && { withinMs }) };
    kernel.journal.record({ component, type: 'hook-started', object, detail: begins });
    let output: string | undefined;
    try {
      yield* this.handle(containerId, pod, container, handler, podIp);
    } catch (error) {
      if (!(error instanceof HookError)) throw error;
      output = error.message;
      throw error;
    } finally {
      const detail = { container: container.name, hook, podUid, ok: output === undefined, output: output ?? '' };
      kernel.journal.record({ component, type: 'hook-ended', object, detail });
    }
  }

  private *handle(id: string, pod: Pod, container: Container, handler: LifecycleHandler, podIp: string): Task<void> {
    if (handler.exec) return yield* this.exec(id, pod, container, handler.exec.command ?? []);
    if (handler.httpGet) return yield* this.httpGet(handler.httpGet, pod, container, podIp);
    if (handler.sleep) return yield* sleep(handler.sleep.seconds * 1000);
    // tcpSocket passes validation, but nobody ever implemented it.
    this.context.kernel.acts(NO_TCP);
    const { port = '', host = '' } = handler.tcpSocket ?? {};
    const error = this.context.release.text('invalidHookHandler', { port, host });
    throw new HookError(`Cannot run handler: ${error}`, error);
  }

  /** There is no time limit but the container's own end. */
  private *exec(id: string, pod: Pod, container: Container, command: readonly string[]): Task<void> {
    const words = command.join(' ');
    const failed = (error: string, output: string) =>
      new HookError(
        `Exec lifecycle hook ([${words}]) for Container "${container.name}" in Pod "${fullPodName(pod)}" failed - ` +
          `error: ${error}, message: ${JSON.stringify(output)}`,
        error,
      );
    try {
      const result = yield* this.context.runtime.execSync(id, command);
      if (result === 'timeout' || result.exitCode === 0) return;
      throw failed(
        `command '${words}' exited with ${result.exitCode}: ${result.stderr}`,
        result.stdout + result.stderr,
      );
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      throw failed(error.message, '');
    }
  }

  /** Any answer is a success, an error status too: only a request that fails counts. */
  private *httpGet(action: HttpGetAction, pod: Pod, container: Container, podIp: string): Task<void> {
    const { release } = this.context;
    const modern = release.has('httpHookHonoursRequest');
    const port = resolvePort(action.port, container);
    const failed = (error: string) => {
      const values = { path: action.path ?? '/', container: container.name, fullPodName: fullPodName(pod), error };
      return new HookError(release.text('httpHookFailed', values), error);
    };
    if (port === undefined) throw failed(unknownPort(action.port, modern));
    const target = action.host || podIp;
    const scheme = modern && action.scheme === 'HTTPS' ? 'https' : 'http';
    // Releases up to 1.25 put a slash before the path whether it has one or not.
    const given = action.path ?? '/';
    const path = modern ? (given.startsWith('/') ? given : `/${given}`) : `/${given}`;
    const agent = release.text('lifecycleUserAgent', { version: release.version });
    const headers = modern ? requestHeaders(action.httpHeaders, agent) : { 'User-Agent': agent };
    const start = { scheme, host: target, port, path } as const;
    // Until 1.25 hooks had Go's default client, which goes wherever it is sent.
    const options = { headers, timeoutMs: Number.POSITIVE_INFINITY, anywhere: !modern };
    let { answer, url, tooMany } = yield* httpGet(this.context, start, options);
    // KEP-none, kubernetes PR 86139: a server that speaks plain HTTP gets a second chance.
    if (scheme === 'https' && answer instanceof NetError && answer.info.detail === 'plain-http') {
      this.context.kernel.acts(PLAIN_AFTER_TLS);
      ({ answer, url, tooMany } = yield* httpGet(this.context, { ...start, scheme: 'http' }, options));
      if (!(answer instanceof NetError)) {
        const message = `request to HTTPS lifecycle hook ${target}:${port} got HTTP response, retry with HTTP succeeded`;
        this.events.warn(pod, undefined, 'LifecycleHTTPFallback', message);
      }
    }
    if (answer instanceof NetError) throw failed(goHttpError(answer, { url }));
    if (tooMany) throw failed(tooManyText(url));
    if (answer.status >= 400) this.context.kernel.acts(ANY_ANSWER);
  }
}

/** A name that the container gives no port: newer releases try it as a number at last (pkg/probe, ResolveContainerPort). */
function unknownPort(port: HttpGetAction['port'], modern: boolean): string {
  return modern ? `strconv.Atoi: parsing "${port}": invalid syntax` : `couldn't find port: ${JSON.stringify(port)}`;
}
