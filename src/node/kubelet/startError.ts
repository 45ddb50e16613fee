import { OrdinaryError } from '../../kernel/index';
/**
 * A start attempt that failed: `reason` becomes the container's waiting reason, `message` its waiting message
 * (pkg/kubelet/kuberuntime/kuberuntime_container.go startContainer).
 */
export class StartError extends OrdinaryError {
  constructor(
    readonly reason: string,
    message: string,
    /** When the back-off that refused the start ends. */
    readonly backOffEndsMs?: number,
  ) {
    super(message);
    this.name = 'StartError';
  }
}
