import { defineParameterType } from '@cucumber/cucumber';
import {
  type Cluster,
  podsBehind,
  podsOfNamespace,
  podsOfOwner,
  podsOnNode,
  podsWithLabel,
  type ShownPod,
} from '../src/index';
import { calling, NAME, unquoted } from './names';
import { OBJECT, readObject } from './objects';
import { readService, SERVICE } from './services';
import type { PodwrightWorld } from './world';

/** Several pods: of a namespace, with a label, of a Deployment, of a Service, on a node. */
export interface Pods {
  readonly text: string;
  in(world: PodwrightWorld): ShownPod[];
}

const LABEL = `labels? (?:"[^"]*"|'[^']*'|[\\w./-]+=${NAME})`;
const NODE = calling('Node|node');
const LIMIT = `(?: with (?:the )?(?<label>${LABEL})| (?:of|in) (?<service>${SERVICE.source})| of (?<owner>${OBJECT.source})| in (?:the )?namespace (?<namespace>${NAME})| on (?<node>${NODE.source}))?`;
const WHOLE = new RegExp(`^pods?${LIMIT}$`);

defineParameterType({
  name: 'pods',
  regexp: new RegExp(`pods?${LIMIT.replaceAll(/\?<\w+>/g, '?:')}`),
  transformer: (text: string): Pods => ({ text, in: ({ cluster }) => find(cluster, text) }),
  useForSnippets: false,
});

function find(cluster: Cluster, text: string): ShownPod[] {
  const { label, service, owner, namespace, node } = WHOLE.exec(text)?.groups ?? {};
  if (label) return podsWithLabel(cluster, unquoted(label.replace(/^labels? /, '')));
  if (service) {
    const { name, namespace: where } = readService(service);
    return podsBehind(cluster, name, where);
  }
  if (owner) return podsOfOwner(cluster, readObject(owner));
  if (node) return podsOnNode(cluster, NODE.read(node).name);
  return podsOfNamespace(cluster, namespace ? unquoted(namespace) : 'default');
}

/** `all`, `every`: of pods of which there is at least one. */
defineParameterType({
  name: 'every',
  regexp: /all(?: of)?(?: the)?|every|each|the(?= pods)/,
  transformer: (word: string) => word,
  useForSnippets: false,
});
