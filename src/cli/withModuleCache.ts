import { basename } from 'node:path';
import { enableModuleCache } from './moduleCache/index';
import { VERBS } from './verbs';

// To be imported before anything that takes long to compile. Each verb has its own cache: it reads no more than it needs.
const [, file = '', verb = ''] = process.argv;
if (basename(file) === 'worker.js') enableModuleCache('run-worker');
else enableModuleCache(Object.hasOwn(VERBS, verb) ? verb : 'help');
