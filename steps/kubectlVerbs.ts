import type { ObjectName } from '../src/index';
import { perform } from './expectedFailures';
import type { PodwrightWorld } from './world';

/** What people do with one object, in the words of kubectl's verbs. */
export function kubectl(world: PodwrightWorld, verb: string, { kind, name, namespace }: ObjectName, more = ''): void {
  const where = namespace === undefined ? '' : ` -n ${namespace}`;
  perform(world, `kubectl ${verb} ${kind.toLowerCase()} ${name}${where}${more}`);
}

/** `deployment "web"`, as sentences call it. */
export const called = ({ kind, name }: ObjectName) => `${kind.toLowerCase()} "${name}"`;
