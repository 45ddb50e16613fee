import { propertyFor } from '../../property/index';

/** Worker processes of Cucumber see the environment, and nothing else of the process that has read the features. */
const VARIABLE = 'PODWRIGHT_PROPERTIES';

/** Tells the processes that Cucumber may start which scenarios are properties. */
export function markProperties(pickleIds: readonly string[]): void {
  process.env[VARIABLE] = pickleIds.join(' ');
}

/**
 * A property whose ranges this process does not know would be played with its most boring values only, and pass.
 * @throws Error
 */
export function assertPropertyIsKnown(pickleId: string): void {
  if (propertyFor(pickleId) || !(process.env[VARIABLE] ?? '').split(' ').includes(pickleId)) return;
  const error = new Error(
    'this scenario is a property, and only the process that has read it knows its ranges: run cucumber-js without --parallel, or use podwright run',
  );
  error.stack = error.message;
  throw error;
}
