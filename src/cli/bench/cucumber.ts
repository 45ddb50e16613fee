import { dirname, join } from 'node:path';

/** The command of Cucumber itself, without Podwright. */
export function cucumber(): string {
  return join(dirname(require.resolve('@cucumber/cucumber')), '..', 'bin', 'cucumber.js');
}
