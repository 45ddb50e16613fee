import { criState, type Instance } from './instance';
import { RuntimeError } from './types';

/**
 * The container whose processes a new one joins; those of one that has ended cannot be joined (containerd,
 * validateTargetContainer).
 * @throws RuntimeError CreateContainerError
 */
export function targetOf(
  instances: { get(id: string): Instance | undefined },
  id: string,
  targetId: string | undefined,
): Instance | undefined {
  if (targetId === undefined) return undefined;
  const target = instances.get(targetId);
  if (target?.isRunning) return target;
  const state = `container "${targetId}" is not running - in state ${criState(target)}`;
  throw new RuntimeError(
    'CreateContainerError',
    `failed to generate container "${id}" spec: failed to generate spec opts: invalid target container: ${state}`,
  );
}
