import { defineParameterType } from '@cucumber/cucumber';
import {
  behindService,
  type Cluster,
  inNamespace,
  nameMeant,
  type ObjectName,
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
const LIMIT = `(?: with (?:the )?(?<label>${LABEL})| (?:of|in) (?<service>${SERVICE.source})| of (?<owner>${OBJECT.source})| in (?:the )?namespace (?<namespace>${NAME}))?(?: (?:running )?on (?<node>${NODE.source}))?`;
const WHOLE = new RegExp(`^pods?${LIMIT}$`);

defineParameterType({
  name: 'pods',
  regexp: new RegExp(`pods?${LIMIT.replaceAll(/\?<\w+>/g, '?:')}`),
  transformer: podsSaid,
  useForSnippets: false,
});

/** The pods of an object, as if a sentence had said so. */
export function podsOf({ kind, name, namespace }: ObjectName): Pods {
  return podsSaid(`pods of ${kind.toLowerCase()} "${name}"${namespace ? ` in namespace "${namespace}"` : ''}`);
}

function podsSaid(text: string): Pods {
  return {
    text,
    in: ({ cluster }) => podsNow(cluster, filterOf(cluster, text)),
    filter: ({ cluster }) => filterOf(cluster, text),
  };
}

function filterOf(cluster: Cluster, text: string): PodFilter {
  const { node, ...limits } = WHOLE.exec(text)?.groups ?? {};
  if (node === undefined) return limitedTo(cluster, limits);
  const isThere = onNode(
    cluster,
    nameMeant(cluster, { kind: 'Node', name: NODE.read(node).name, namespace: undefined }),
  );
  if (Object.values(limits).every((limit) => limit === undefined)) return isThere;
  const isMeant = limitedTo(cluster, limits);
  return (pod) => isThere(pod) && isMeant(pod);
}

function limitedTo(
  cluster: Cluster,
  { label, service, owner, namespace }: Readonly<Record<string, string | undefined>>,
): PodFilter {
  if (label) return withLabel(unquoted(label.replace(/^labels? /, '')));
  if (service) {
    const { name, namespace: where } = readService(service);
    return behindService(cluster, name, where);
  }
  if (owner) return ofOwner(cluster, readObject(owner));
  return inNamespace(namespace ? unquoted(namespace) : 'default');
}

/** All of some pods, of which there is at least one. */
export interface AllPods extends Pods {
  /** Whether there are as many as was said: `both`. */
  fits(count: number): boolean;
}

/** `every pod`, `all the pods of deployment "web"`, `both pods`, `the pods`, `pods of deployment "web"`. */
const EACH = '(?:all(?: of)?(?: the)?|every|each|both(?: of)?(?: the)?)';

defineParameterType({
  name: 'all',
  regexp: new RegExp(`(?:${EACH} pods?|(?:the )?pods)${LIMIT.replaceAll(/\?<\w+>/g, '?:')}`),
  transformer: (said: string): AllPods => {
    const both = said.startsWith('both');
    const fits = (count: number) => (both ? count === 2 : count > 0);
    return { ...podsSaid(said.replace(new RegExp(`^(?:${EACH}|the) `), '')), fits };
  },
  useForSnippets: false,
});
