import type { DataTable } from '@cucumber/cucumber';
import { decodeManifests, setField } from '../src/index';
import { Given } from './sentence';
import type { PodwrightWorld } from './world';

/** Reads it at once, so that a mistake is reported on the sentence that names the file. */
function give(world: PodwrightWorld, file: string): void {
  world.assertFileExists(file);
  decodeManifests(world.readFile(file), file, world.release);
  world.manifests.push(file);
}

Given('the/a manifest {string}', function (this: PodwrightWorld, file: string) {
  give(this, file);
});

Given('the manifests {words}', function (this: PodwrightWorld, files: string[]) {
  for (const file of files) give(this, file);
});

function giveText(this: PodwrightWorld, text: string): void {
  const file = this.manifests.length === 0 ? 'manifest.yaml' : `manifest-${this.manifests.length + 1}.yaml`;
  this.files.set(file, text);
  give(this, file);
}

Given('the/a/this manifest(:)', giveText);
Given('the following manifest(:)', giveText);

Given('the manifest {string} with these fields(:)', function (this: PodwrightWorld, file: string, table: DataTable) {
  this.assertFileExists(file);
  this.files.set(file, setField(this.readFile(file), table.rows() as [string, string][]));
  give(this, file);
});

/** A file on the workstation that need not be a good manifest. */
Given('the/a file {string}(:)', function (this: PodwrightWorld, file: string, text: string) {
  this.files.set(file, text);
});
