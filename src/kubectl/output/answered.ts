import { type HorizontalPodAutoscaler, type KubeObject, preferredVersion, type Release, resourceOf } from '../../api';
import { firstVersionOf } from './firstAutoscaler';

type Json = Record<string, unknown>;

/**
 * An object as the API server of a release writes it: in the version that discovery prefers, and with the times that Go
 * could not leave out of templates. An event of a watch holds one.
 */
export function asAnswered(object: KubeObject, release: Release): KubeObject {
  const { object: watched } = object as { object?: KubeObject };
  if (watched && !object.kind) return { ...object, object: asAnswered(watched, release) } as KubeObject;
  const versioned = inPreferredVersion(object, release);
  return release.has('dryRunCreationTimestampNull') ? withTemplateTimes(versioned) : versioned;
}

function inPreferredVersion(object: KubeObject, release: Release): KubeObject {
  const resource = resourceOf(object.kind);
  if (object.apiVersion !== resource.apiVersion) return object;
  const apiVersion = preferredVersion(resource, release);
  if (apiVersion === 'autoscaling/v1') return firstVersionOf(object as HorizontalPodAutoscaler);
  return apiVersion === object.apiVersion ? object : { ...object, apiVersion };
}

/** `template`, `jobTemplate` and the template in that: `creationTimestamp: null` in their metadata. */
function withTemplateTimes<T extends object>(object: T): T {
  const { spec } = object as { spec?: Json };
  const changed: Json = {};
  for (const name of ['template', 'jobTemplate']) {
    const template = spec?.[name] as Json | undefined;
    if (template) changed[name] = withTemplateTimes(stamped(template));
  }
  return Object.keys(changed).length === 0 ? object : { ...object, spec: { ...spec, ...changed } };
}

function stamped(template: Json): Json {
  return { ...template, metadata: { creationTimestamp: null, ...(template['metadata'] as Json | undefined) } };
}
