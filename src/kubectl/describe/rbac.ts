import type { KubeObject } from '../../api';
import { writeAnnotations, writeMap } from './common';
import { DescribeWriter } from './writer';

interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs?: readonly string[];
}

/** Kinds of rbac.authorization.k8s.io. */
type Rbac = KubeObject & {
  readonly rules?: readonly PolicyRule[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
};

/** What may be done with one thing. */
interface Grant {
  readonly group: string;
  readonly resource: string;
  readonly url: string;
  readonly name: string;
  readonly verbs: string[];
}

/** `kubectl describe role`, `clusterrole`. Source: kubectl describe.go and util/rbac. */
export function describeRole(role: Rbac): string {
  const out = head(role);
  out.line(0, 'PolicyRule:');
  out.line(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs');
  out.line(1, '---------\t-----------------\t--------------\t-----');
  for (const { group, resource, url, name, verbs } of grantsOf(role.rules ?? [])) {
    out.line(1, `${qualified(resource, group)}\t[${url}]\t[${name}]\t[${verbs.join(' ')}]`);
  }
  return out.toString();
}

/** `kubectl describe rolebinding`, `clusterrolebinding`. */
export function describeBinding(binding: Rbac): string {
  const out = head(binding);
  out.line(0, 'Role:');
  out.line(1, `Kind:\t${binding.roleRef?.kind ?? ''}`);
  out.line(1, `Name:\t${binding.roleRef?.name ?? ''}`);
  out.line(0, 'Subjects:');
  out.line(1, 'Kind\tName\tNamespace');
  out.line(1, '----\t----\t---------');
  for (const { kind, name, namespace = '' } of binding.subjects ?? []) out.line(1, `${kind}\t${name}\t${namespace}`);
  return out.toString();
}

function head({ metadata }: KubeObject): DescribeWriter {
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  return out;
}

/** Thing by thing, with all the verbs for it; in the order of the texts that Go makes of them, verbs first. */
function grantsOf(rules: readonly PolicyRule[]): Grant[] {
  const grants = new Map<string, Grant>();
  for (const rule of rules) {
    for (const thing of thingsOf(rule)) {
      for (const verb of rule.verbs ?? []) {
        // Rules for URLs are not put together.
        const id = JSON.stringify([thing, thing.url && grants.size]);
        const grant = grants.get(id) ?? { ...thing, verbs: [] };
        if (!grant.verbs.includes(verb)) grant.verbs.push(verb);
        grants.set(id, grant);
      }
    }
  }
  return [...grants.values()].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** What a rule is about: every resource of every group, by name or not, and every URL. */
function thingsOf(rule: PolicyRule): Omit<Grant, 'verbs'>[] {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const names = resourceNames.length > 0 ? resourceNames : [''];
  const known = apiGroups.flatMap((group) =>
    resources.flatMap((resource) => names.map((name) => ({ group, resource, url: '', name }))),
  );
  return [...known, ...nonResourceURLs.map((url) => ({ group: '', resource: '', url, name: '' }))];
}

function orderOf({ verbs, group, resource, name, url }: Grant): string {
  return `Verbs:[${verbs.join(' ')}],APIGroups:[${group}],Resources:[${resource}],ResourceNames:[${name}],NonResourceURLs:[${url}],`;
}

/** `deployments.apps/scale`. */
function qualified(resource: string, group: string): string {
  const [name = '', subresource] = resource.split(/\/(.*)/s);
  return `${name}${group ? `.${group}` : ''}${subresource === undefined ? '' : `/${subresource}`}`;
}
