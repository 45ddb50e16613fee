import { rule } from '../../kernel/index';
import type { ServerContext } from '../store/context';
import type { Pod } from '../types/index';

const FIVE_MINUTES = rule(
  'admission/five-minutes-on-lost-nodes',
  'A pod tolerates a node that is not ready or unreachable for 300 s, unless it says otherwise.',
  'admission plugin DefaultTolerationSeconds',
);

const DEFAULT_SECONDS = 300;
const KEYS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** Lets a pod stay 300 s on a node that went away, unless it says itself how long. Source: plugin DefaultTolerationSeconds. */
export function admitTolerations({ kernel }: ServerContext, pod: Pod): void {
  const given = pod.spec.tolerations ?? [];
  const missing = KEYS.filter(
    (key) =>
      !given.some(
        (toleration) =>
          (!toleration.key || toleration.key === key) && (!toleration.effect || toleration.effect === 'NoExecute'),
      ),
  );
  if (missing.length === 0) return;
  kernel.acts(FIVE_MINUTES);
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
