import { applyDefaults } from '../defaults/index';
import type { FieldError } from '../errors';
import type { Release } from '../release/index';
import type { KubeObject } from '../types/index';
import { type PodSubresource, validate, validationWarnings } from '../validation/index';

/** Defaulting and validation of a kind's fields, as the server applies them to every write. */
export interface ObjectRules {
  /** Fills in what a manifest leaves out, in place. */
  applyDefaults(object: KubeObject, release: Release): void;
  /** Everything that is wrong with an object; `old` is what an update replaces. */
  validate(object: KubeObject, release: Release, old?: KubeObject, subresource?: PodSubresource): readonly FieldError[];
  /** What is odd about an object that is valid. */
  warnings?(object: KubeObject, release: Release, old?: KubeObject): readonly string[];
}

/** The rules of Kubernetes. */
export const KUBERNETES_RULES: ObjectRules = { applyDefaults, validate, warnings: validationWarnings };
