// A worker of a run from sources: processes start with JavaScript.
require('ts-node').register({ swc: true, cwd: require('node:path').join(__dirname, '..', '..', '..', '..') });
require('./worker.ts');
