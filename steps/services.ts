import { defineParameterType } from '@cucumber/cucumber';
import { nearest } from '../src/index';
import { calling } from './names';
import type { PodwrightWorld } from './world';

/** A service, with its namespace where that isn't `default`. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
}

/** How services are called. */
export const SERVICE = calling('Service|service|svc');

/** What a sentence calls a service: `the "web" service`. */
export function readService(text: string): ServiceName {
  const { name, namespace = 'default' } = SERVICE.read(text);
  return { name, namespace };
}

defineParameterType({
  name: 'service',
  regexp: new RegExp(SERVICE.source),
  transformer: readService,
  useForSnippets: false,
});

/** @throws Error with the near names when there is no such service: a misspelt name must not pass a check. */
export function assertServiceIsKnown(world: PodwrightWorld, { name, namespace }: ServiceName): void {
  const names = world.cluster.api.list('Service', { namespace }).map((service) => service.metadata.name);
  if (!names.includes(name))
    throw new Error(`there is no service "${name}" in namespace "${namespace}"; ${nearest(name, names)}`);
}
