/** Processes on virtual time: signals, PID 1, exit codes, and how a path leads to a program. */

export { type Descriptor, Descriptors } from './descriptors';
export { ExecError, type ExecFailure, NotImplementedError } from './errors';
export { isDescendant } from './family';
export type { MemoryUse } from './memory';
export {
  DEFAULT_MACHINE,
  type Machine,
  PidNamespace,
  type PidNamespaceOptions,
  type StartOptions,
} from './namespace';
export { isExecutable, openForReading, openForWriting } from './open';
export { OpenFile } from './openFile';
export { type ChildOverrides, type ExitStatus, Proc, type SignalAction } from './proc';
export { type Program, ProgramTable } from './program';
export { DEFAULT_PATH, type ExecContext, type Executable, findExecutable, resolveProgram } from './resolve';
export {
  defaultAction,
  exitCodeOfSignal,
  parseSignal,
  SIGNAL_NUMBERS,
  type SignalName,
  signalOfNumber,
} from './signals';
