import { assertIsDone } from './deed';
import { executeIn } from './execution';
import { expectFailureAhead, expectSuccessAtEnd, isLookedAt } from './expectedFailures';
import type { HostName } from './hostNames';
import { manifestFlags } from './manifestFlags';
import type { ContainerName } from './parameters';
import { When } from './sentence';
import { told } from './told';
import type { PodwrightWorld } from './world';

When('I run/execute {command}', function (this: PodwrightWorld, commandLine: string) {
  expectFailureAhead(this, this.execute(commandLine));
});

When('I run(:)', function (this: PodwrightWorld, script: string) {
  expectFailureAhead(this, this.execute(script));
});

When('I open a session with {command}', startSession);
When('I start {command}', startSession);

function startSession(this: PodwrightWorld, commandLine: string): void {
  this.lastCommand = this.cluster.run(commandLine);
  if (!isLookedAt(this)) expectSuccessAtEnd(this, this.lastCommand, commandLine);
}

/** Typed at a second terminal: the command that `I start` began stays the one that later sentences speak of. */
When('I run {command} in another window/terminal', function (this: PodwrightWorld, commandLine: string) {
  expectSuccessAtEnd(this, this.cluster.run(commandLine), commandLine);
});

/** All that were given and are not made yet; `kubectl apply` and `create` differ in nothing that a spec of a new object could see. */
function createManifests(this: PodwrightWorld): void {
  if (this.manifests.length === 0) throw new Error('no manifest was given: write `Given the manifest "…"` first');
  expectFailureAhead(this, this.execute(`kubectl create ${manifestFlags(this, this.manifestsToCreate())}`));
}

/** What may fail: that it does is for the sentences after it to say. */
When('I try to create/apply/deploy the manifest(s)', function (this: PodwrightWorld) {
  this.execute(`kubectl create ${manifestFlags(this, this.manifests)}`);
});
When('I try to create/apply/deploy {string}', function (this: PodwrightWorld, file: string) {
  this.execute(`kubectl apply ${manifestFlags(this, [file])}`);
});

/** In the passive voice they could be about what there is by now. */
for (const made of [
  'the manifest(s) {is} created/applied/deployed',
  'it is created/applied/deployed',
  'the pod(s) {is} created/applied/deployed/started',
])
  When(made, function (this: PodwrightWorld) {
    assertIsDone(this, '`pod "web" exists`, `pod "web" is running`');
    createManifests.call(this);
  });
When('I create the pod(s)', createManifests);
When('I create/apply/deploy the manifest(s)', createManifests);
When('I create/apply/deploy it/them', createManifests);

When('the manifest {string} {is} created/applied/deployed', function (this: PodwrightWorld, file: string) {
  assertIsDone(this, '`pod "web" exists`, `deployment "web" is available`');
  applyFile.call(this, file);
});
When('I delete the manifest(s)', deleteManifests);
When('the manifest(s) {is} deleted', deleteManifests);
When('I create/apply/deploy (the )(manifest ){string}', applyFile);
When('I create/apply/deploy the pod(s) from/in {string}', applyFile);

function applyFile(this: PodwrightWorld, file: string): void {
  const flags = manifestFlags(this, [file]);
  this.applied.push(file);
  expectFailureAhead(this, this.execute(`kubectl apply ${flags}`));
}

function deleteManifests(this: PodwrightWorld): void {
  if (this.isOutcome) throw told('this sentence does it, under When; under Then say what is gone: `pod "web" is gone`');
  const files = [...new Set([...this.manifests, ...this.applied])];
  if (files.length === 0) throw new Error('no manifest was given: write `Given the manifest "…"` first');
  this.execute(`kubectl delete --wait=false ${manifestFlags(this, files)}`);
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

for (const made of ['I touch {string} in {container}', '(the )(a )file {string} {is} created in {container}'])
  When(made, function (this: PodwrightWorld, path: string, name: ContainerName) {
    assertIsDone(this, `the file "${path}" exists in container "${name.container}"`);
    expectFailureAhead(this, executeIn(this, `touch ${path}`, name));
  });
for (const gone of [
  'I remove/delete (the )file {string} in/from {container}',
  '(the )file {string} {is} removed/deleted in/from {container}',
])
  When(gone, function (this: PodwrightWorld, path: string, name: ContainerName) {
    assertIsDone(this, `the file "${path}" does not exist in container "${name.container}"`);
    expectFailureAhead(this, executeIn(this, `rm ${path}`, name));
  });

function pass(this: PodwrightWorld, durationMs: number): void {
  this.cluster.advance(durationMs);
}

When('{duration} pass(es)', pass);
When('{duration} passed/later', pass);
When('{duration} has/have passed', pass);
When('I wait (for ){duration}', pass);
When('after {duration}', pass);

When('{host} comes up', function (this: PodwrightWorld, { address, port }: HostName) {
  this.cluster.hosts.up(address, port);
});

When('{host} goes down', function (this: PodwrightWorld, { address }: HostName) {
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
