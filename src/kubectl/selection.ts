import {
  badRequest,
  findResource,
  isStatus,
  type KubeObject,
  type ListOptions,
  RESOURCES,
  type Resource,
} from '../api';
import type { Task } from '../kernel';
import { failure, type KubectlError, severalErrors } from './errors';
import type { Session } from './session';

/** What the words after a verb mean: kinds alone, or objects by name. */
export interface Selection {
  /** Kinds in the order in which they are asked for. */
  readonly resources: readonly Resource[];
  /** Objects by name; undefined when whole kinds were named. */
  readonly named: readonly { resource: Resource; name: string }[] | undefined;
}

/** The order of `get all`. */
const ALL_ORDER = ['Pod', 'ReplicationController', 'Service', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'];

/**
 * Reads `pods`, `pod a b`, `pod/a svc/b`, `deploy,rs`, `all`.
 * @throws KubectlError in kubectl's words when a type is unknown or the forms are mixed
 */
export function parseSelection(words: readonly string[]): Selection {
  if (words.some((word) => word.includes('/'))) return parsePairs(words);
  const [types = '', ...names] = words;
  const resources = [...new Set(types.split(',').flatMap(resourcesOf))];
  if (names.length === 0) return { resources, named: undefined };
  return { resources, named: resources.flatMap((resource) => names.map((name) => ({ resource, name }))) };
}

function parsePairs(words: readonly string[]): Selection {
  const named = words.map((word) => {
    const parts = word.split('/');
    if (parts.length === 1) {
      throw failure(
        "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      );
    }
    const [type = '', name = ''] = parts;
    if (parts.length > 2) throw failure('arguments in resource/name form may not have more than one slash');
    if (!type || !name || type.includes(','))
      throw failure('arguments in resource/name form must have a single resource and name');
    return { resource: oneResource(type), name };
  });
  return { resources: [...new Set(named.map((entry) => entry.resource))], named };
}

function resourcesOf(word: string): Resource[] {
  if (word.toLowerCase() !== 'all') return [oneResource(word)];
  const all = RESOURCES.filter((resource) => resource.categories.includes('all'));
  const rank = (resource: Resource): number => ALL_ORDER.indexOf(resource.kind) + 1 || ALL_ORDER.length + 1;
  return all.sort((a, b) => rank(a) - rank(b));
}

/** @throws KubectlError when the server has no such type */
export function oneResource(word: string): Resource {
  const found = findResource(word);
  if (!found) throw failure(`the server doesn't have a resource type "${word}"`);
  return found;
}

/** How a selection is narrowed. */
export interface Filter {
  readonly allNamespaces?: boolean | undefined;
  readonly selector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  readonly ignoreNotFound?: boolean | undefined;
}

export interface Found {
  readonly resource: Resource;
  readonly object: KubeObject;
}

/** What was found, and the errors of what was not: kubectl shows the one and then the other. */
export interface Loaded {
  readonly found: Found[];
  readonly errors: unknown[];
}

/** Asks the API server for everything in a selection. */
export function* load(session: Session, selection: Selection, filter: Filter = {}): Task<Loaded> {
  refuseContradictions(selection, filter);
  const found: Found[] = [];
  const errors: unknown[] = [];
  for (const { resource, name } of selection.named ?? []) {
    try {
      found.push({
        resource,
        object: yield* session.client.get<KubeObject>(resource.kind, session.scope(resource), name),
      });
    } catch (error) {
      if (!isStatus(error)) throw error;
      if (!(filter.ignoreNotFound && error.reason === 'NotFound')) errors.push(error);
    }
  }
  if (selection.named) return { found, errors };
  for (const resource of selection.resources) {
    const namespace = resource.namespaced && !filter.allNamespaces ? session.namespace : undefined;
    const { selector: labelSelector, fieldSelector } = filter;
    const objects = yield* listOrExplain(session, resource, { namespace, labelSelector, fieldSelector });
    for (const object of objects) found.push({ resource, object });
  }
  return { found, errors };
}

/** A selector that the server refuses is repeated in the error. */
function* listOrExplain(session: Session, resource: Resource, options: ListOptions): Task<KubeObject[]> {
  try {
    return yield* session.client.list<KubeObject>(resource.kind, options);
  } catch (error) {
    if (!isStatus(error, 'BadRequest')) throw error;
    const { labelSelector = '', fieldSelector = '' } = options;
    const group = resource.apiVersion.includes('/') ? resource.apiVersion : `/${resource.apiVersion}`;
    throw badRequest(
      `Unable to find "${group}, Resource=${resource.plural}" that match label selector "${labelSelector}", field selector "${fieldSelector}": ${error.message}`,
    );
  }
}

/** Loads, and ends the command when anything is missing. @throws what is wrong */
export function* loadAll(session: Session, selection: Selection, filter: Filter = {}): Task<Found[]> {
  const { found, errors } = yield* load(session, selection, filter);
  if (errors.length > 0) throw severalErrors(errors, session.release);
  return found;
}

function refuseContradictions(selection: Selection, filter: Filter): void {
  if (!selection.named) return;
  if (filter.selector || filter.fieldSelector) throw nameWithSelector();
  if (filter.allNamespaces && selection.named.some(({ resource }) => resource.namespaced)) {
    throw failure('a resource cannot be retrieved by name across all namespaces');
  }
}

function nameWithSelector(): KubectlError {
  return failure('name cannot be provided when a selector is specified');
}
