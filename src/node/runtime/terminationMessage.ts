import type { Pod } from '../../api/types/index';
import { type Kernel, rule } from '../../kernel/index';
import { type FileTree, FsError } from '../../world/index';
import { type ContainerLog, lastBytes } from '../logs';

const FALLBACK = rule(
  'exit/message-from-the-log',
  'FallbackToLogsOnError takes the end of the log when a container fails without a message.',
  'kubernetes.io, Determine the Reason for Pod Failure',
);
const CUT = rule(
  'exit/message-of-4096-bytes',
  'Of a termination message the last 4096 bytes count.',
  'kubernetes.io, Determine the Reason for Pod Failure',
);

const MAX_MESSAGE_BYTES = 4096;
const MAX_LOG_LINES = 80;
const MAX_LOG_BYTES = 2048;
/** All containers of a pod together, in equal shares. */
const MAX_POD_BYTES = 12 * 1024;

/**
 * What a container left as its last words: the end of its termination log; with FallbackToLogsOnError and nothing
 * there, the end of its output if it failed. The runtime's own error, if any, stands before it.
 * @see kuberuntime_container.go, getTerminationMessage; status_manager.go, normalizeStatus
 */
export function terminationMessage(instance: {
  readonly files: FileTree;
  readonly fallbackToLogs: boolean;
  readonly exitCode: number;
  readonly log: ContainerLog;
  readonly runtimeMessage: string | undefined;
  readonly pod: Pod;
  readonly kernel: Kernel;
}): string | undefined {
  const written = readTerminationLog(instance.files);
  let words = lastBytes(written, MAX_MESSAGE_BYTES);
  if (words !== written) instance.kernel.acts(CUT);
  if (words === '' && instance.fallbackToLogs && instance.exitCode !== 0) {
    instance.kernel.acts(FALLBACK);
    words = instance.log.tail(MAX_LOG_LINES, MAX_LOG_BYTES);
  }
  const message = [instance.runtimeMessage ?? '', words].filter((part) => part !== '').join(': ');
  const { containers, initContainers, ephemeralContainers } = instance.pod.spec;
  const count = containers.length + (initContainers?.length ?? 0) + (ephemeralContainers?.length ?? 0);
  return firstBytes(message, Math.floor(MAX_POD_BYTES / count)) || undefined;
}

/** Where the termination log lies among the files that the node keeps for one instance. */
export const TERMINATION_LOG = '/termination-log';

function readTerminationLog(files: FileTree): string {
  try {
    return files.readFile(TERMINATION_LOG);
  } catch (error) {
    if (error instanceof FsError) return '';
    throw error;
  }
}

function firstBytes(text: string, count: number): string {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length <= count ? text : bytes.subarray(0, count).toString('utf8');
}
