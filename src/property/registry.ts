import type { PropertyScenario } from './scenario';

/**
 * The properties of the run that is on, by the id of their pickle: who starts the run reads the scenarios before the
 * vocabulary sees them.
 */
const known = new Map<string, PropertyScenario>();

export function rememberProperty(pickleId: string, property: PropertyScenario): void {
  known.set(pickleId, property);
}

export function propertyFor(pickleId: string): PropertyScenario | undefined {
  return known.get(pickleId);
}
