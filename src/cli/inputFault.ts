import { causesOf } from '../causes';
import { NotImplementedError } from '../world/index';
import { UsageError } from './usageError';

/** Whether an error says that the input can't be used, as it is: also a manifest that wants of a container what the simulator lacks. */
export function isInputFault(error: unknown): error is Error {
  return [...causesOf(error)].some((cause) => cause instanceof UsageError || cause instanceof NotImplementedError);
}
