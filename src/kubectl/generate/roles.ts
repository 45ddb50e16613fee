import { findResource, type KubeObject } from '../../api';
import type { Call } from '../command/call';
import { type CommandSpec, list, strings } from '../command/spec';
import { failure, noResourceType } from '../errors';
import { make, makeFlags, metadata, nameOf } from './make';

const RBAC = 'rbac.authorization.k8s.io';
const RESOURCE_VERBS =
  '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(' ');
const URL_VERBS = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options'];
const ROLES = [`roles.${RBAC}`, `clusterroles.${RBAC}`];

/** Verbs that fit few resources. Source: kubectl `pkg/cmd/create/create_role.go`. */
const SPECIAL_VERBS: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: ROLES,
  escalate: ROLES,
  impersonate: ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io'],
};

interface ResourceWord {
  readonly resource: string;
  readonly group: string;
  readonly subresource: string;
}

const ruleFlags = [...makeFlags, list('verb'), list('resource'), strings('resource-name')];

export const role: CommandSpec = {
  name: 'role',
  flags: ruleFlags,
  *run(call) {
    const name = nameOf(call);
    const verbs = verbsOf(call);
    const resources = resourcesOf(call);
    if (verbs.length === 0) throw failure('at least one verb must be specified');
    warnOfVerbs(call, verbs);
    if (resources.length === 0) throw failure('at least one resource must be specified');
    checkResources(resources, verbs);
    const rules = rulesOf(call, verbs, resources);
    const object = { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: metadata(call, name), rules };
    return yield* make(call, object as KubeObject);
  },
};

export const clusterRole: CommandSpec = {
  name: 'clusterrole',
  flags: [...ruleFlags, list('non-resource-url'), list('aggregation-rule')],
  *run(call) {
    const name = nameOf(call);
    const base = { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name } };
    const object = call.list('aggregation-rule').length > 0 ? aggregated(call, base) : withRules(call, base);
    return yield* make(call, object as KubeObject);
  },
};

function aggregated(call: Call, base: object): object {
  if (['verb', 'resource', 'resource-name', 'non-resource-url'].some((flag) => call.list(flag).length > 0)) {
    throw failure('aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames');
  }
  const matchLabels = Object.fromEntries(
    call.list('aggregation-rule').map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
  return { ...base, rules: null, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } };
}

function withRules(call: Call, base: object): object {
  const verbs = verbsOf(call);
  const resources = resourcesOf(call);
  const urls = [...new Set(call.list('non-resource-url'))];
  if (verbs.length === 0) throw failure('at least one verb must be specified');
  if (resources.length === 0 && urls.length === 0) throw failure('one of resource or nonResourceURL must be specified');
  if (resources.length > 0) {
    warnOfVerbs(call, verbs);
    checkResources(resources, verbs);
  }
  if (urls.length > 0) checkUrls(urls, verbs);
  const ofUrls = urls.length > 0 ? [{ nonResourceURLs: urls, verbs }] : [];
  return { ...base, rules: [...rulesOf(call, verbs, resources), ...ofUrls] };
}

/** `*` stands for all of them. */
function verbsOf(call: Call): string[] {
  const verbs = call.list('verb');
  return verbs.includes('*') ? ['*'] : [...new Set(verbs)];
}

/** `pods`, `deployments.apps`, `pods/log`; after `*` nothing more is read. */
function resourcesOf(call: Call): ResourceWord[] {
  const read: ResourceWord[] = [];
  for (const word of call.list('resource')) {
    const [whole = '', ...sub] = word.split('/');
    const [resource = '', ...group] = whole.split('.');
    if (word === '*') return [...read, { resource, group: '', subresource: '' }];
    read.push({ resource, group: group.join('.'), subresource: sub.join('/') });
  }
  return read;
}

function warnOfVerbs(call: Call, verbs: readonly string[]): void {
  for (const verb of verbs) {
    if (!RESOURCE_VERBS.includes(verb)) call.session.error(`Warning: '${verb}' is not a standard resource verb`);
  }
}

function checkResources(resources: readonly ResourceWord[], verbs: readonly string[]): void {
  for (const word of resources) {
    if (!word.resource) throw failure('resource must be specified if apiGroup/subresource specified');
    if (word.resource === '*') return;
    const { plural, group, isKnown } = fullName(word);
    const special = verbs.filter((verb) => SPECIAL_VERBS[verb]);
    const misfit = special.find((verb) => !SPECIAL_VERBS[verb]?.includes(`${plural}.${group}`));
    if (misfit) throw failure(`can not perform '${misfit}' on '${plural}' in group '${group}'`);
    if (!isKnown && special.length === 0) {
      throw noResourceType(word.group ? `${plural}.${group}` : plural);
    }
  }
}

function fullName({ resource, group }: ResourceWord): { plural: string; group: string; isKnown: boolean } {
  const found = findResource(group ? `${resource}.${group}` : resource);
  return found
    ? { plural: found.plural, group: found.group, isKnown: true }
    : { plural: resource, group, isKnown: false };
}

/** One rule for each group of the API. */
function rulesOf(call: Call, verbs: readonly string[], words: readonly ResourceWord[]): object[] {
  const names = [...new Set(call.list('resource-name'))];
  const byGroup = new Map<string, string[]>();
  for (const word of words) {
    const { plural, group } = fullName(word);
    const resource = word.subresource ? `${plural}/${word.subresource}` : plural;
    const resources = byGroup.get(group) ?? [];
    byGroup.set(group, resources);
    if (!resources.includes(resource)) resources.push(resource);
  }
  return [...byGroup.keys()].sort().map((group) => ({
    apiGroups: [group],
    ...(names.length > 0 ? { resourceNames: names } : {}),
    resources: byGroup.get(group),
    verbs,
  }));
}

function checkUrls(urls: readonly string[], verbs: readonly string[]): void {
  const odd = verbs.find((verb) => !URL_VERBS.includes(verb));
  if (odd) throw failure(`invalid verb: '${odd}' for nonResourceURL`);
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) throw failure('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*')) {
      throw failure("nonResourceURL only supports wildcard matches when '*' is at the end");
    }
  }
}
