import { supportCodeLibraryBuilder } from '@cucumber/cucumber';
import type { ISupportCodeLibrary, Plugin } from '@cucumber/cucumber/api';
import { propertyFor } from '../../property/index';
import properties, { useSentences } from '../run/properties';
import { markProperties } from './marks';

/**
 * `podwright/plugin`: scenarios that hold ranges in place of values are properties in a project that starts cucumber-js
 * itself. Nobody hands the support code to plugins; it is complete when Cucumber asks them about pickles.
 */
const plugin: Plugin = {
  type: 'plugin',
  coordinator(context) {
    context.transform('pickles:filter', (all) => {
      useSentences(supportCodeLibraryBuilder.finalize() as unknown as ISupportCodeLibrary);
      return all;
    });
    properties.coordinator(context);
    context.transform('pickles:filter', (all) => {
      markProperties(all.map(({ pickle }) => pickle.id).filter((id) => propertyFor(id) !== undefined));
      return all;
    });
  },
};

export default plugin;
