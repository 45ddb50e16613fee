import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import { type KubeObject, manifestYaml, quoteWord, surroundingsOf } from '../src/index';
import { assertIsDone } from './deed';
import { perform } from './expectedFailures';
import { giveText } from './givenManifests';
import { givenObjects } from './givenObjects';
import { calling } from './names';
import { observableOfAnyName } from './observation';
import { Given, When } from './sentence';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** What an earlier release, a chart or a person has made before the manifests come. */

const DATA = calling('ConfigMap|configmap|config map|cm|Secret|secret');

interface DataName {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly namespace: string;
}

/** `secret "db"`, `config map "settings" in namespace "shop"`. */
defineParameterType({
  name: 'data',
  regexp: new RegExp(DATA.source),
  transformer: (text: string): DataName => {
    const { kind, name, namespace = 'default' } = DATA.read(text);
    return { kind: /secret/i.test(kind) ? 'Secret' : 'ConfigMap', name, namespace };
  },
  useForSnippets: false,
});

/** Under Given it is taken away, if there is one; under Then it is looked for. */
observableOfAnyName(
  '{data} {is} missing/absent',
  ({ cluster }: PodwrightWorld, { kind, name, namespace }: DataName) => ({
    holds: !cluster.api.find(kind, namespace, name),
    expected: `no ${kind} "${name}"`,
    seen: 'it is there',
  }),
  (world: PodwrightWorld, { kind, name, namespace }: DataName) => {
    if (world.cluster.api.find(kind, namespace, name))
      world.execute(`kubectl delete ${kind.toLowerCase()} ${name} -n ${namespace}`);
  },
);

Given(
  '(a ){data} with {string} = {string}',
  function (this: PodwrightWorld, data: DataName, key: string, value: string) {
    haveData(this, data, { [key]: value });
  },
);

Given('(a ){data} with(:)', function (this: PodwrightWorld, data: DataName, table: DataTable) {
  const [head, ...rows] = table.raw() as [string, string][];
  const hasHead = head !== undefined && /^(?:key|name|field)$/i.test(head[0]);
  haveData(this, data, Object.fromEntries(hasHead || head === undefined ? rows : [head, ...rows]));
});

/** Somebody changes one value of it. */
for (const change of ['{data} {is} changed/updated with', 'I change/update {data} with'])
  When(`${change} {string} = {string}`, function (this: PodwrightWorld, data: DataName, key: string, value: string) {
    const { kind, name, namespace } = data;
    if (change.startsWith('{'))
      assertIsDone(this, `the field "data[${key}]" of ${kind.toLowerCase()} "${name}" is "…"`);
    const values = kind === 'Secret' ? { stringData: { [key]: value } } : { data: { [key]: value } };
    perform(
      this,
      `kubectl patch ${kind.toLowerCase()} ${name} -n ${namespace} -p ${quoteWord(JSON.stringify(values))}`,
    );
  });

for (const need of ['need(s)', 'refer(s) to'])
  Given(`everything/all (that )the manifest(s) ${need} is there`, function (this: PodwrightWorld) {
    const { objects, nodeLabels } = surroundingsOf(givenObjects(this));
    for (const object of objects) haveBefore(this, object);
    const labels = Object.entries(nodeLabels).map(([key, value]) => `${key}=${value}`);
    if (labels.length > 0) run(this, `kubectl label nodes --all --overwrite ${labels.join(' ')}`);
  });

function haveData(world: PodwrightWorld, { kind, name, namespace }: DataName, values: Record<string, string>): void {
  const data = kind === 'Secret' ? { stringData: values } : { data: values };
  haveBefore(world, { apiVersion: 'v1', kind, metadata: { name, namespace }, ...data });
}

/** Made at once, with its namespace; where the manifests bring that, it is given with them. */
function haveBefore(world: PodwrightWorld, object: KubeObject): void {
  const { kind, metadata } = object;
  const { name, namespace } = metadata;
  const text = manifestYaml([object]);
  const brought = givenObjects(world).some((given) => given.kind === 'Namespace' && given.metadata.name === namespace);
  if (namespace && brought) {
    giveText.call(world, text);
    return;
  }
  if (namespace && !world.cluster.api.find('Namespace', '', namespace))
    run(world, `kubectl create namespace ${namespace}`);
  const file = `${kind.toLowerCase()}-${name}.yaml`;
  world.files.set(file, text);
  run(world, `kubectl create -f ${file}`);
  world.files.delete(file);
}

function run(world: PodwrightWorld, commandLine: string): void {
  const { exitCode, stderr } = world.execute(commandLine);
  if (exitCode !== 0) throw told(stderr.trim());
}
