import type { Task } from '../kernel';
import type { Call } from './command/call';
import { failure, KubectlError } from './errors';
import { objectsOf } from './manifests';
import { type Filter, type Found, loadAll, oneResource, parseSelection, type Selection } from './selection';

/** Commands that look at their words before cli-runtime's builder does. */
const LOOK_FIRST = /^(?:annotate|label|set|taint)\b/;
export const NO_WORDS = 'one or more resources must be specified as <resource> <name> or <resource>/<name>';
/** Source: cli-runtime pkg/resource/builder.go, missingResourceError. */
export const NO_RESOURCES = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/** All of a kind are meant where none is named (`ResourceTypeOrNameArgs(true, …)` in pkg/cmd of kubectl). */
const takesWholeKinds = ({ path }: Call): boolean => path.startsWith('rollout ');

/** The kinds and names that the words or files name. */
export function selectionOf(call: Call): Selection {
  if (call.given('filename') || call.given('kustomize')) {
    const named = objectsOf(call, 'retrieving').map(({ object }) => ({
      resource: oneResource(object.kind),
      name: object.metadata.name,
    }));
    return { resources: [...new Set(named.map((entry) => entry.resource))], named };
  }
  if (call.args.length === 0) {
    if (call.path === 'describe')
      throw failure(
        'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    throw new KubectlError(
      `You must specify the type of resource to ${call.path}. Use "kubectl api-resources" for a complete list of supported resources.\n\nerror: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee 'kubectl ${call.path} -h' for help and examples`,
    );
  }
  return parseSelection(call.args);
}

/** How the options of a command narrow what it asks for. */
export function filterOf(call: Call): Filter {
  return {
    allNamespaces: call.flag('all-namespaces'),
    selector: call.text('selector'),
    fieldSelector: call.text('field-selector'),
    ignoreNotFound: call.flag('ignore-not-found'),
  };
}

/** The line about an empty answer. */
export function nothingFound(call: Call, selection: Selection): string {
  const namespaced = selection.resources.some((resource) => resource.namespaced) && !call.flag('all-namespaces');
  return namespaced ? `No resources found in ${call.session.namespace} namespace.` : 'No resources found';
}

/** The objects that a changing command means: by file, by name, by selector or all. @throws KubectlError, StatusError */
export function* targets(call: Call, words: readonly string[]): Task<Found[]> {
  const { selection, filter } = wantedBy(call, words);
  return yield* loadAll(call.session, selection, filter);
}

/** What `targets` asks for. @throws KubectlError */
export function wantedBy(call: Call, words: readonly string[]): { selection: Selection; filter: Filter } {
  if (call.given('filename')) {
    const named = objectsOf(call, 'reading').map(({ object }) => ({
      resource: oneResource(object.kind),
      name: object.metadata.name,
    }));
    return { selection: { resources: [...new Set(named.map((n) => n.resource))], named }, filter: {} };
  }
  if (words.length === 0) throw failure(LOOK_FIRST.test(call.path) ? NO_WORDS : NO_RESOURCES);
  const selection = parseSelection(words);
  if (
    !selection.named &&
    !takesWholeKinds(call) &&
    !call.flag('all') &&
    !call.given('selector') &&
    !call.given('field-selector')
  ) {
    throw failure('resource(s) were provided, but no name was specified');
  }
  const filter = {
    selector: call.text('selector'),
    fieldSelector: call.text('field-selector'),
    allNamespaces: call.flag('all-namespaces'),
  };
  return { selection, filter };
}
