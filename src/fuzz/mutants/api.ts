import type { Mutant } from './mutant';

const STORE = 'api/store/store.ts';
const WATCH = 'api/watch.ts';

/** Faults in the API server: what is stored, and who hears of it. */
export const API: readonly Mutant[] = [
  {
    name: 'store/version-does-not-grow',
    breaks: 'An object is stored under the version of the write before it.',
    file: STORE,
    before: 'object.metadata.resourceVersion = String(revision);',
    after: 'object.metadata.resourceVersion = String(revision - 1);',
  },
  {
    name: 'watch/forgets-a-deletion',
    breaks: 'Watchers do not hear that an object is gone.',
    file: STORE,
    before: "watchers.publish({ revision, type: 'DELETED', object: last, ...(old ? { old } : {}) });",
    after: '',
  },
  {
    name: 'watch/overtakes',
    breaks: 'A newer event reaches a watcher before an older one.',
    file: WATCH,
    before: 'const next = this.waiting.shift();',
    after: 'const next = this.waiting.pop();',
  },
  {
    name: 'watch/tells-twice',
    breaks: 'A watcher hears the same event twice.',
    file: WATCH,
    before: 'for (const watcher of this.everywhere) watcher.offer(change);',
    after:
      "for (const watcher of this.everywhere) watcher.offer(change), change.type === 'MODIFIED' && watcher.offer(change);",
  },
  {
    name: 'watch/loses-what-travels-together',
    breaks: 'Of events that travel together only the first arrives in time.',
    file: WATCH,
    before: 'kernel.at(this.lastDueMs, () => this.deliver(events.length), this.label);',
    after: 'kernel.at(this.lastDueMs, () => this.deliver(1), this.label);',
  },
  {
    name: 'informer/keeps-the-deleted',
    breaks: 'What was deleted stays in the copy that controllers work with.',
    file: 'api/informer.ts',
    before: "(type === 'DELETED' ? this.cache.remove(object) : this.cache.put(object))",
    after: '(this.cache.put(object))',
  },
  {
    name: 'delete/no-grace',
    breaks: 'A pod on a node goes at once when it is deleted.',
    file: 'api/store/delete.ts',
    before: 'return seconds < 0 ? 1 : seconds;',
    after: 'return 0;',
  },
  {
    name: 'delete/ignores-finalizers',
    breaks: 'An object with finalizers goes as soon as it is deleted.',
    file: 'api/store/delete.ts',
    before: 'return (waits ? mark(',
    after: 'return (waits && !waits ? mark(',
  },
  {
    name: 'update/status-takes-the-generation-along',
    breaks: 'A write of the status counts as a change of the spec.',
    file: 'api/store/update.ts',
    before: 'const object = { ...old, metadata, ...(status === undefined ? {} : { status }) };',
    after:
      'const object = { ...old, metadata, ...(status === undefined ? {} : { status }) };\n  if (metadata.generation) metadata.generation++;',
  },
];
