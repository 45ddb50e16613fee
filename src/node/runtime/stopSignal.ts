import type { Release } from '../../api/release/index';
import type { Container } from '../../api/types/index';
import { type Rule, rule } from '../../kernel/index';
import { type Image, parseSignal, type SignalName } from '../../world/index';

const OF_THE_IMAGE = rule(
  'signal/of-the-image',
  'A stop signal of the image comes in place of SIGTERM.',
  'OCI image spec',
);
const SIGTERM = rule(
  'signal/sigterm-by-default',
  'Containers are stopped with SIGTERM.',
  'kubernetes.io, Pod Lifecycle',
);

/** `lifecycle.stopSignal` where the release has it, else the image's STOPSIGNAL, else SIGTERM; and what has decided. */
export function stopSignalOf(spec: Container, image: Image, release: Release): { signal: SignalName; by?: Rule } {
  const fromSpec = release.has('containerStopSignals') ? spec.lifecycle?.stopSignal : undefined;
  const signal = parseSignal(fromSpec ?? image.stopSignal ?? 'TERM') ?? 'TERM';
  if (fromSpec) return { signal };
  return { signal, by: image.stopSignal ? OF_THE_IMAGE : SIGTERM };
}
