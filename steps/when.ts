import { executeIn } from './execution';
import { expectFailureAhead } from './expectedFailures';
import type { ContainerName } from './parameters';
import { When } from './sentence';
import type { PodwrightWorld } from './world';

When('I run {command}', function (this: PodwrightWorld, commandLine: string) {
  expectFailureAhead(this, this.execute(commandLine));
});

When('I run(:)', function (this: PodwrightWorld, script: string) {
  expectFailureAhead(this, this.execute(script));
});

When('I start {command}', function (this: PodwrightWorld, commandLine: string) {
  this.lastCommand = this.cluster.run(commandLine);
});

/** Typed at a second terminal: the command that `I start` began stays the one that later sentences speak of. */
When('I run {command} in another window/terminal', function (this: PodwrightWorld, commandLine: string) {
  this.cluster.run(commandLine);
});

/** All that were given and are not made yet; `kubectl apply` and `create` differ in nothing that a spec of a new object could see. */
function createManifests(this: PodwrightWorld): void {
  if (this.manifests.length === 0) throw new Error('no manifest was given: write `Given the manifest "…"` first');
  const files = this.manifestsToCreate().map((file) => `-f ${file}`);
  expectFailureAhead(this, this.execute(`kubectl create ${files.join(' ')}`));
}

/** What may fail: that it does is for the sentences after it to say. */
When('I try to create/apply/deploy the manifest(s)', function (this: PodwrightWorld) {
  this.execute(`kubectl create ${this.manifests.map((file) => `-f ${file}`).join(' ')}`);
});
When('I try to create/apply/deploy {string}', function (this: PodwrightWorld, file: string) {
  this.assertFileExists(file);
  this.execute(`kubectl apply -f ${file}`);
});

When('the manifest(s) {is} created/applied/deployed', createManifests);
When('it is created/applied/deployed', createManifests);
When('the pod(s) {is} created/started', createManifests);
When('I create the pod(s)', createManifests);
When('I create/apply/deploy the manifest(s)', createManifests);
When('I create/apply/deploy it/them', createManifests);

When('the manifest {string} is created/applied/deployed', applyFile);
When('I create/apply/deploy (the )(manifest ){string}', applyFile);

function applyFile(this: PodwrightWorld, file: string): void {
  this.assertFileExists(file);
  expectFailureAhead(this, this.execute(`kubectl apply -f ${file}`));
}

When('I create(:)', applyText);
When('I apply(:)', applyText);

function applyText(this: PodwrightWorld, text: string): void {
  const file = `applied-${this.files.size + 1}.yaml`;
  this.files.set(file, text);
  applyFile.call(this, file);
}

When(
  'I run/execute/exec {command} in {container}',
  function (this: PodwrightWorld, commandLine: string, name: ContainerName) {
    expectFailureAhead(this, executeIn(this, commandLine, name));
  },
);

function pass(this: PodwrightWorld, durationMs: number): void {
  this.cluster.advance(durationMs);
}

When('{duration} pass(es)', pass);
When('{duration} passed/later', pass);
When('{duration} has/have passed', pass);
When('I wait (for ){duration}', pass);
When('after {duration}', pass);

When('host {string} comes up', function (this: PodwrightWorld, address: string) {
  this.cluster.hosts.up(address);
});

When('host {string} goes down', function (this: PodwrightWorld, address: string) {
  this.cluster.hosts.down(address);
});

When(
  'a server at {string} starts to listen on port {int}',
  function (this: PodwrightWorld, address: string, port: number) {
    this.cluster.hosts.up(address, port);
  },
);

When('I run {command} on {node}', function (this: PodwrightWorld, commandLine: string, node: string) {
  expectFailureAhead(this, this.executeOnNode(node, commandLine));
});
