export { ManifestError, type ManifestProblem, type ManifestProblemKind, type Position } from './error';
export { decodeManifests, type FieldValidation, MAX_FILE_BYTES, type Manifest, readManifests } from './manifests';
export { manifestYaml } from './text';
