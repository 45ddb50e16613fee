import { supportCodeLibraryBuilder, version } from '@cucumber/cucumber';

/** Imported before the vocabulary: two copies of Cucumber in one project would otherwise be a riddle. */
const { status } = supportCodeLibraryBuilder as unknown as { status: string };
if (status !== 'OPEN') {
  const where = require.resolve('@cucumber/cucumber').replace(/[\\/]lib[\\/].*$/, '');
  const error = new Error(
    `podwright/steps defines sentences for the Cucumber ${version} in ${where}, and that one isn't running. ` +
      'Load podwright/steps by a profile or a support file of cucumber-js; if you do, the project has a second Cucumber ' +
      `beside that one: npm install --save-dev @cucumber/cucumber@${version}`,
  );
  error.stack = `Error: ${error.message}`;
  throw error;
}
