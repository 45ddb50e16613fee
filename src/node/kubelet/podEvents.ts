import type { Container, Pod } from '../../api/types/index';
import type { KubeletContext } from './context';
import { fieldPath, podReference } from './podSpec';

/** The kubelet's events about pods and their containers. */
export class PodEvents {
  constructor(private readonly context: KubeletContext) {}

  normal(pod: Pod, container: Container | undefined, reason: string, message: string): void {
    this.record(pod, container, 'Normal', reason, message);
  }

  warn(pod: Pod, container: Container | undefined, reason: string, message: string): void {
    this.record(pod, container, 'Warning', reason, message);
  }

  private record(
    pod: Pod,
    container: Container | undefined,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ) {
    const path = container && fieldPath(pod, container.name);
    this.context.recorder.event(podReference(pod), type, reason, message, path);
  }
}
