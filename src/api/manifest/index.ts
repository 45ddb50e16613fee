export { ManifestError, type ManifestProblem, type ManifestProblemKind, type Position } from './error';
export { type DecodeOptions, decodeManifests, MAX_FILE_BYTES, type Manifest, readManifests } from './manifests';
