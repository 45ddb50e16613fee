import type { Pod } from '../types/index';

const DEFAULT_SECONDS = 300;
const KEYS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** Lets a pod stay 300 s on a node that went away, unless it says itself how long. Source: plugin DefaultTolerationSeconds. */
export function admitTolerations(pod: Pod): void {
  const given = pod.spec.tolerations ?? [];
  const missing = KEYS.filter(
    (key) =>
      !given.some(
        (toleration) =>
          (!toleration.key || toleration.key === key) && (!toleration.effect || toleration.effect === 'NoExecute'),
      ),
  );
  if (missing.length === 0) return;
  pod.spec.tolerations = [
    ...given,
    ...missing.map((key) => ({
      key,
      operator: 'Exists' as const,
      effect: 'NoExecute' as const,
      tolerationSeconds: DEFAULT_SECONDS,
    })),
  ];
}
