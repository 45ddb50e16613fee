import { atMoments, type Invariant, type Moment, seconds } from './invariant';
import type { Past } from './past';
import { endedByItself, restartsAll } from './podLife';

const FIRST_MS = 10_000;
const LONGEST_MS = 300_000;
const FORGOTTEN_AFTER_MS = 600_000;
/** An end is told a moment after it came; the wait counts from when it came. */
const TOLD_LATE_MS = 500;

/** How many restarts a container has behind it that its back-off remembers. */
interface Series {
  uid: string;
  /** What starts a series anew: another spec, sandbox or kubelet. */
  of: string;
  restarts: number;
  lastStartMs: number;
  /** Whether the kubelet never had a hand in it: what it has killed it may start again at once. */
  byItself: boolean;
}

export const backOffNotEarly: Invariant = {
  name: 'restart/waits-its-back-off',
  says: 'The first restart comes at once, each later one only after a wait that doubles from 10 s to 5 min.',
  source:
    'kubernetes.io, Pod Lifecycle, How Pods handle problems with containers; client-go/util/flowcontrol/backoff.go',
  observe(past) {
    const series = new Map<string, Series>();
    return atMoments(['container-started'], (moment) => judge(series, moment, past))(past);
  },
};

function judge(
  known: Map<string, Series>,
  { life, instance, container: { previous }, t }: Moment,
  past: Past,
): string | undefined {
  const key = `${life.uid} ${instance.container}`;
  const node = life.pod.spec.nodeName ?? '';
  const of = `${life.pod.metadata.generation} ${instance.spec?.image} ${life.sandboxes} ${past.kubeletSinceMs.get(node)}`;
  const last = known.get(key);
  const quiet =
    previous?.endedMs !== undefined && last ? previous.endedMs - last.lastStartMs > FORGOTTEN_AFTER_MS : false;
  if (restartsAll(life.pod.spec)) return undefined;
  const goesOn = last?.of === of && previous !== undefined;
  const restarts = goesOn && !quiet ? last.restarts : 0;
  const byItself = (goesOn ? last.byItself : previous === undefined) && endedByItself(previous);
  known.set(key, { uid: life.uid, of, restarts: previous ? restarts + 1 : 0, lastStartMs: t, byItself });
  if (!byItself || previous?.endedMs === undefined || restarts === 0) return undefined;
  const wait = Math.min(FIRST_MS * 2 ** (restarts - 1), past.longestBackOffMs.get(node) ?? LONGEST_MS);
  const waited = t - previous.endedMs;
  if (waited >= wait - TOLD_LATE_MS) return undefined;
  return `restart ${restarts + 1} of container ${instance.container} came ${seconds(waited)} after its end, not after ${seconds(wait)}`;
}

export const backOffSteps: Invariant = {
  name: 'restart/back-off-steps',
  says: 'A back-off is 10 s or one of its doublings, at most 5 min, and doubles once for each restart.',
  source:
    'pkg/kubelet/kubelet.go backOffPeriod, MaxContainerBackOff; initialCrashLoopBackOff, MaxCrashLoopBackOff in newer releases',
  observe(past) {
    const last = new Map<string, { delayMs: number; attempt: number }>();
    return atMoments(['backoff'], ({ life, instance, detail }) => {
      const delayMs = Number(detail['delayMs']);
      const key = `${life.uid} ${instance.container}`;
      const before = last.get(key);
      last.set(key, { delayMs, attempt: instance.attempt });
      if (delayMs > LONGEST_MS) return `a wait of ${seconds(delayMs)}`;
      if (!before) return undefined;
      const most = Math.max(FIRST_MS, before.delayMs * 2 ** Math.max(0, instance.attempt - before.attempt));
      if (delayMs > most) return `a wait of ${seconds(delayMs)} after one of ${seconds(before.delayMs)}`;
      return undefined;
    })(past);
  },
};
