import { defineParameterType } from '@cucumber/cucumber';
import {
  behindService,
  type Cluster,
  inNamespace,
  nameMeant,
  ofOwner,
  onNode,
  type PodFilter,
  podsNow,
  type ShownPod,
  withLabel,
} from '../src/index';
import { calling, NAME, unquoted } from './names';
import { OBJECT, readObject } from './objects';
import { readService, SERVICE } from './services';
import type { PodwrightWorld } from './world';

/** Several pods: of a namespace, with a label, of a Deployment, of a Service, on a node. */
export interface Pods {
  readonly text: string;
  in(world: PodwrightWorld): ShownPod[];
  /** Which ones are meant. */
  filter(world: PodwrightWorld): PodFilter;
}

const LABEL = `labels? (?:"[^"]*"|'[^']*'|[\\w./-]+=${NAME})`;
const NODE = calling('Node|node');
const LIMIT = `(?: with (?:the )?(?<label>${LABEL})| (?:of|in) (?<service>${SERVICE.source})| of (?<owner>${OBJECT.source})| in (?:the )?namespace (?<namespace>${NAME})| on (?<node>${NODE.source}))?`;
const WHOLE = new RegExp(`^pods?${LIMIT}$`);

defineParameterType({
  name: 'pods',
  regexp: new RegExp(`pods?${LIMIT.replaceAll(/\?<\w+>/g, '?:')}`),
  transformer: (text: string): Pods => ({
    text,
    in: ({ cluster }) => podsNow(cluster, filterOf(cluster, text)),
    filter: ({ cluster }) => filterOf(cluster, text),
  }),
  useForSnippets: false,
});

function filterOf(cluster: Cluster, text: string): PodFilter {
  const { label, service, owner, namespace, node } = WHOLE.exec(text)?.groups ?? {};
  if (label) return withLabel(unquoted(label.replace(/^labels? /, '')));
  if (service) {
    const { name, namespace: where } = readService(service);
    return behindService(cluster, name, where);
  }
  if (owner) return ofOwner(cluster, readObject(owner));
  if (node)
    return onNode(cluster, nameMeant(cluster, { kind: 'Node', name: NODE.read(node).name, namespace: undefined }));
  return inNamespace(namespace ? unquoted(namespace) : 'default');
}

/** `all`, `every`: of pods of which there is at least one. */
defineParameterType({
  name: 'every',
  regexp: /all(?: of)?(?: the)?|every|each|the(?= pods)/,
  transformer: (word: string) => word,
  useForSnippets: false,
});
