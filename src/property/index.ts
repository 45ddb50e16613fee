/** Properties: scenarios that hold ranges in place of values, played many times and shrunk when they fail. */
export { type CaseFailure, checkProperty, type Plan, type PropertyResult, type PropertySettings } from './check';
export { type Choice, fill, type Template, templateOf } from './choices';
export { propertyFor, rememberProperty } from './registry';
export { describeFailure, valuesOf } from './report';
export { countsOf, type PropertyScenario, propertyOf, type Sentence, textsOf } from './scenario';
