import type { DataTable } from '@cucumber/cucumber';
import { decodeManifests, objectName, setField } from '../src/index';
import { expectFailureAhead } from './expectedFailures';
import { manifestFlags } from './manifestFlags';
import { awaited } from './observation';
import type { PodName } from './parameters';
import { Given } from './sentence';
import { inState } from './states';
import type { PodwrightWorld } from './world';

const REFUSED_ON_PURPOSE =
  '\nIf it is wrong on purpose: `Given a file "wrong.yaml":` takes it as it is, and after `When I run `kubectl apply -f wrong.yaml`` say `Then it fails with "…"`';

/** Whether what comes says so. */
function isMeantToFail({ sentencesAhead }: PodwrightWorld): boolean {
  return sentencesAhead.some((text) => /^I try to (?:create|apply|deploy)\b/.test(text));
}

/** Reads it at once, so that a mistake is reported on the sentence that names the file. */
function give(world: PodwrightWorld, path: string): void {
  for (const file of world.manifestsAt(path)) giveFile(world, file);
}

function giveFile(world: PodwrightWorld, file: string): void {
  try {
    decodeManifests(world.readFile(file), file, world.release);
  } catch (error) {
    if (!isMeantToFail(world)) {
      if (error instanceof Error) error.message += REFUSED_ON_PURPOSE;
      throw error;
    }
  }
  world.give(file);
}

Given('the/a manifest {string}', function (this: PodwrightWorld, file: string) {
  give(this, file);
});

for (const manifests of ['the manifests {words}', 'the manifests in/from (the )(folder ){words}'])
  Given(manifests, function (this: PodwrightWorld, files: string[]) {
    for (const file of files) give(this, file);
  });

/** Named, so that what comes later can name it, and may stand beside others. */
Given('the/a manifest {string}:', function (this: PodwrightWorld, file: string, text: string) {
  this.files.set(file, text);
  give(this, file);
});

/** A manifest that stands in the scenario itself. */
export function giveText(this: PodwrightWorld, text: string): void {
  const file = this.manifests.length === 0 ? 'manifest.yaml' : `manifest-${this.manifests.length + 1}.yaml`;
  this.files.set(file, text);
  give(this, file);
}

Given('the/a/this manifest(:)', giveText);
Given('the following manifest(:)', giveText);

/** With a head or without: a first row that names a field is no head that may be left out. */
function fieldsIn(table: DataTable): [path: string, value: string][] {
  const [head, ...rows] = table.raw() as [string, string][];
  if (head === undefined) return rows;
  return /^(?:field|path|key|name)$/i.test(head[0]) ? rows : [head, ...rows];
}

Given('the manifest {string} with these fields(:)', function (this: PodwrightWorld, file: string, table: DataTable) {
  this.assertFileExists(file);
  this.files.set(file, setField(this.readFile(file), fieldsIn(table)));
  give(this, file);
});

/** What `kubectl run` makes. */
Given('(a ){pod} with/of/running/from {image}', givePod);

function givePod(this: PodwrightWorld, { name, namespace }: PodName, image: string): void {
  giveText.call(this, objectText('v1', 'Pod', name, namespace, containersOf(name, image)));
}

/** Made, and waited for. */
Given('(a ){pod} with/of/from {image} is running', function (this: PodwrightWorld, pod: PodName, image: string) {
  const { name, namespace } = pod;
  givePod.call(this, pod, image);
  expectFailureAhead(this, this.execute(`kubectl create ${manifestFlags(this, this.manifestsToCreate())}`));
  awaited(this, () => inState(this, objectName('pod', name, namespace), 'running', true));
});

function containersOf(name: string, image: string): object {
  return { containers: [{ name, image }] };
}

/** YAML may be JSON. */
function objectText(
  apiVersion: string,
  kind: string,
  name: string,
  namespace: string | undefined,
  spec: object,
): string {
  return JSON.stringify({ apiVersion, kind, metadata: { name, ...(namespace && { namespace }) }, spec }, null, 2);
}

/** A file on the workstation that need not be a good manifest. */
Given('the/a file {string}(:)', function (this: PodwrightWorld, file: string, text: string) {
  this.files.set(file, text);
});
