/** Why something is as it is: from a state back to what began it, in sentences. */
export { type LogSource, type SpokenLine, timeText } from './past';
export type { Link, Moment, Root } from './types';
export { type Told, Why, type WhyOptions } from './why';
