/** Differences between Kubernetes releases, as rows of data. */

export { NUMBERS } from './numbers';
export {
  DEFAULT_RELEASE,
  FEATURES,
  type FeatureName,
  NEWEST_MINOR,
  type NumberName,
  OLDEST_MINOR,
  Release,
  TEXTS,
  type TextName,
} from './release';
export type { FeatureRow, MinorVersion, NumberRow, TextRow } from './row';
