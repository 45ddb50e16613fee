/**
 * `podwright/steps`: the vocabulary for a project that starts cucumber-js itself.
 *
 * @example
 * // cucumber.json
 * { "default": { "requireModule": ["podwright/steps"], "plugin": ["podwright/plugin"] } }
 *
 * @example
 * // features/support/podwright.js, with sentences of your own
 * const { observable } = require('podwright/steps');
 */
import './running';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Before } from '@cucumber/cucumber';
import { useLazyExpressions } from '../run/lazyExpressions';
import { assertPropertyIsKnown } from './marks';

// Cucumber makes expressions of all definitions when the last of them is loaded
useLazyExpressions();

/** Above compiled code stand compiled sentences, above sources sources. */
const VOCABULARY = join(__dirname, '..', '..', '..', 'steps');

for (const file of readdirSync(VOCABULARY).sort())
  if (file.endsWith(__filename.slice(-3)) && !file.endsWith('.d.ts')) require(join(VOCABULARY, file));

Before(({ pickle }) => assertPropertyIsKnown(pickle.id));

export { fail, type Observed, observable } from '../../../steps/observation';
export type { ContainerName, PodName, Span, Times } from '../../../steps/parameters';
export { PodwrightWorld } from '../../../steps/world';
