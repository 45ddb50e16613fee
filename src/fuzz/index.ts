/** Property-based fuzzing: campaigns of made-up stories, the smallest of which break something, written as features. */
export { type Bounds, DEFAULT_BOUNDS, type Range } from './bounds';
export { Campaign, type CampaignOptions, type CampaignResult, type Failure, runCampaign } from './campaign';
export { type Counterexample, counterexampleFiles, counterexampleName, writeCounterexample } from './counterexample';
export { addCoverage, type Coverage, emptyCoverage } from './coverage';
export { dependenciesOf, serviceObjects } from './dependencies';
export { clusterSentences, labelSentences, renderFeature } from './feature';
export type { Finding } from './finding';
export { type Demands, judge, type Property } from './judge';
export { type Machine, machinesFor } from './machines';
export { play } from './play';
export { actionsOf, type Story } from './story';
export { nodeNames } from './targets';
