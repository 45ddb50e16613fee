/** What a container is told: its environment, its expanded command line, its user. */
export { ConfigError } from './errors';
export { expandCommand, expandVariables } from './expand';
export { fieldValue, type PodFacts, resourceValue } from './fields';
export { verifyRunAsNonRoot } from './nonroot';
export { configMapText, type NodeObjects, secretText } from './objects';
export { type EnvironmentInput, resolveEnvironment, STRICT_NAME } from './resolve';
export { serviceEnvironment } from './services';
