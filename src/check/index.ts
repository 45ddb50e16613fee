export { Application, type FieldChange, type Server } from './application';
export { type CheckOptions, check } from './check';
export {
  DEFAULT_LIMITS,
  type Finding,
  type LimitName,
  type Limits,
  QUESTIONS,
  type QuestionId,
  type Repair,
  type Verdict,
} from './finding';
export { hostPathsOf } from './hostPaths';
export { endingOf } from './jobs';
export { forMadeUpNodes } from './madeUpNodes';
export { inOrder } from './order';
export { type Specimen, specimenOf } from './scenario';
export { surroundingsOf } from './surroundings';
export { ApplicationError, Trial, type TrialSetup } from './trial';
export { DEFAULT_TRIES } from './tries';
export { type Supposed, supposePrograms } from './unknownPrograms';
