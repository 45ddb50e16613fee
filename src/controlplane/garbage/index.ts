/** What goes when something else has gone: dependents, contents of namespaces, forgotten pods, finished Jobs. */
export { GarbageCollector } from './collector';
export { NamespaceController } from './namespaceController';
export { PodGc } from './podGc';
export { TtlAfterFinished } from './ttl';
