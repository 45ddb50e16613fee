import type { Plugin } from '@cucumber/cucumber/api';
import type { PlannedScenario } from './plan';

let chosen: PlannedScenario[] = [];

/** The scenarios that Cucumber has chosen and put in order in the last run with this plugin. */
export function plannedScenarios(): readonly PlannedScenario[] {
  return chosen;
}

/** Writes down which scenarios a run would play, and lets it play none of them. Stands last among the plugins. */
const plugin: Plugin = {
  type: 'plugin',
  coordinator({ transform }) {
    transform('pickles:order', (all) => {
      chosen = all.map(({ pickle, location }) => ({ pickleId: pickle.id, uri: pickle.uri, line: location.line }));
      return [];
    });
  },
};

export default plugin;
