/** Why something is as it is: from a state back to what began it, in sentences. */
export { type Answer, type Asked, answerOf, answersTo, askedBy, type Circumstances } from './answer';
export { logsOnNodes } from './logs';
export { type LogSource, type SpokenLine, timeText } from './past';
export { type Found, momentOf, NoSuchMoment, type Question } from './question';
export { subjectOf, troubles } from './trouble';
export type { CauseLink, Moment, Root } from './types';
export { type Told, Why, type WhyOptions } from './why';
