import { isReady, isStatus, isTerminal, type LogOptions, type Pod } from '../../api';
import { type Task, TIMED_OUT } from '../../kernel';
import type { Call } from '../command/call';
import { errorText, failure, KubectlError } from '../errors';
import { nodeOf } from '../pods';
import { oneResource } from '../selection';
import { deadline, follow } from '../waiting';
import { attachTo } from './exec';

/**
 * `kubectl run --attach` after the pod was created: waits until it is ready or has ended, shows what it writes, and
 * takes its exit code (kubectl/pkg/cmd/run/run.go).
 */
export function* attachAndWait(call: Call, { metadata: { name, namespace = '' } }: Pod): Task<number> {
  const waitFor = (condition: (pod: Pod) => boolean): Task<Pod> => podWith(call, { name, namespace }, condition);
  const pod = yield* waitFor((now) => isTerminal(now) || (now.status?.phase === 'Running' && isReady(now)));
  if (isTerminal(pod)) yield* showLog(call, pod);
  else yield* attachOrShowLog(call, pod);
  const policy = call.text('restart');
  if (policy === 'Always') return 0;
  // Under OnFailure only success counts: what fails is tried again.
  const { status } = yield* waitFor(policy === 'OnFailure' ? hasSucceeded : isTerminal);
  const { exitCode = 0, reason = 'Error' } = status?.containerStatuses?.[0]?.state?.terminated ?? {};
  if (exitCode !== 0) throw new KubectlError(`pod ${namespace}/${name} terminated (${reason})`, exitCode);
  return 0;
}

const hasSucceeded = (pod: Pod): boolean => pod.status?.phase === 'Succeeded';

/** @throws KubectlError when the pod is not so within `--pod-running-timeout` */
function* podWith(
  call: Call,
  { name, namespace }: { name: string; namespace: string },
  condition: (pod: Pod) => boolean,
): Task<Pod> {
  const endMs = deadline(call.session, call.durationMs('pod-running-timeout'));
  const pod = yield* follow<Pod, Pod>(call.session, oneResource('pod'), namespace, name, endMs, (now) =>
    now && condition(now) ? now : undefined,
  );
  if (pod === TIMED_OUT) throw failure('timed out waiting for the condition');
  return pod;
}

function* showLog(call: Call, pod: Pod, options: LogOptions = {}): Task {
  const container = pod.spec.containers[0]?.name ?? '';
  const kubelet = yield* nodeOf(call.session, pod, { logsOf: container });
  const lines = kubelet.logs(pod, container, options);
  call.session.io.stdout(lines.map((line) => `${line.text}\n`).join(''));
}

/** A container that has ended before the connection was there has left a log. */
function* attachOrShowLog(call: Call, pod: Pod): Task {
  const { session } = call;
  const { name } = pod.metadata;
  const saysEarlier = session.release.has('runShowsEarlierLog');
  // The API takes whole seconds: lines of the same second come twice.
  const since = saysEarlier ? { sinceMs: session.kernel.now - (session.nowMs % 1000) } : {};
  if (saysEarlier) yield* showLog(call, pod);
  try {
    yield* attachTo(call, pod, pod.spec.containers[0]?.name ?? '');
  } catch (error) {
    const why = isStatus(error) ? error.message : errorText(error, session.release).replace(/^error: /, '');
    session.error(session.release.text('runCouldNotAttach', { name, error: why }));
    yield* showLog(call, pod, since);
  }
}
