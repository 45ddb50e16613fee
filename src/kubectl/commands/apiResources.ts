import { RESOURCES, type Release, type Resource, serves } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, list, text } from '../command/spec';
import { failure } from '../errors';
import { TableLayout } from '../table/index';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const EXTENSIONS: ReadonlySet<string> = new Set([
  'APIService',
  'CustomResourceDefinition',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
]);
const OUTPUTS: ReadonlySet<string> = new Set(['', 'wide', 'name']);
const SORTS: Readonly<Record<string, (resource: Resource) => string>> = {
  '': ({ group }) => group,
  name: ({ plural }) => plural,
  kind: ({ kind }) => kind,
};

/** Source: pkg/cmd/apiresources/apiresources.go of kubectl 0.20 to 0.36. */
export const apiResources: CommandSpec = {
  name: 'api-resources',
  flags: [
    text('api-group'),
    bool('namespaced'),
    bool('no-headers'),
    bool('cached'),
    text('output', { short: 'o' }),
    text('sort-by'),
    list('verbs'),
    list('categories'),
  ],
  run: runApiResources,
};

function* runApiResources(call: Call): Task<number> {
  const { session } = call;
  if (call.args.length > 0) call.usage(`unexpected arguments: [${call.args.join(' ')}]`);
  const output = call.text('output') ?? '';
  const sortedBy = SORTS[call.text('sort-by') ?? ''];
  if (!OUTPUTS.has(output)) throw failure(`--output ${output} is not available`);
  if (!sortedBy) throw failure('--sort-by accepts only name or kind');
  const shown = RESOURCES.filter((resource) => isWanted(call, resource)).sort(
    (a, b) => compare(sortedBy(a), sortedBy(b)) || compare(a.plural, b.plural),
  );
  if (output === 'name') {
    for (const { plural, group } of shown) session.line(group ? `${plural}.${group}` : plural);
    return 0;
  }
  const isWide = output === 'wide';
  const hasCategories = session.release.has('apiResourceCategories');
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND'];
  if (isWide) header.push('VERBS', ...(hasCategories ? ['CATEGORIES'] : []));
  const rows = shown.map((resource) => {
    const row = rowOf(resource, session.release);
    if (!isWide) return row;
    const verbs = verbsOf(resource);
    return [
      ...row,
      ...(hasCategories ? [verbs.join(','), categoriesOf(resource).join(',')] : [`[${verbs.join(' ')}]`]),
    ];
  });
  session.io.stdout(new TableLayout().format([...(call.flag('no-headers') ? [] : [header]), ...rows]));
  return 0;
}

function isWanted(call: Call, resource: Resource): boolean {
  const group = call.text('api-group');
  const verbs = verbsOf(resource);
  const categories = categoriesOf(resource);
  return (
    (resource.simulated || resource.since === undefined || call.session.release.atLeast(resource.since)) &&
    (group === undefined || resource.group === group) &&
    (!call.given('namespaced') || resource.namespaced === call.flag('namespaced')) &&
    call.list('verbs').every((verb) => verbs.includes(verb)) &&
    call.list('categories').every((category) => categories.includes(category))
  );
}

function rowOf(resource: Resource, release: Release): string[] {
  const { apiVersion, otherVersions, plural, shortNames, namespaced, kind } = resource;
  const versions = [apiVersion, ...otherVersions.map((other) => other.apiVersion)];
  const served = versions.find((version) => serves(resource, version, release)) ?? apiVersion;
  return [plural, shortNames.join(','), served, String(namespaced), kind];
}

/** Namespaces go one by one. */
function verbsOf({ kind }: Resource): readonly string[] {
  return kind === 'Namespace' ? VERBS.filter((verb) => verb !== 'deletecollection') : VERBS;
}

function categoriesOf({ kind, categories }: Resource): readonly string[] {
  return EXTENSIONS.has(kind) ? ['api-extensions'] : categories;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
