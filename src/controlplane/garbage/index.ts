/** What goes when something else has gone: dependents, contents of namespaces, forgotten pods, finished Jobs. */
export { GarbageCollector } from './collector';
export { NamespaceController } from './namespace-controller';
export { PodGc } from './pod-gc';
export { TtlAfterFinished } from './ttl';
