import { When } from '@cucumber/cucumber';
import { expectFailureAhead } from './expected-failures';
import type { PodwrightWorld } from './world';

When('I run {command}', function (this: PodwrightWorld, commandLine: string) {
  expectFailureAhead(this, this.execute(commandLine));
});

When('I run', function (this: PodwrightWorld, script: string) {
  expectFailureAhead(this, this.execute(script));
});

When('I start {command}', function (this: PodwrightWorld, commandLine: string) {
  this.lastCommand = this.cluster.run(commandLine);
});

/** Typed at a second terminal: the command that `I start` began stays the one that later sentences speak of. */
When('I run {command} in another window', function (this: PodwrightWorld, commandLine: string) {
  this.cluster.run(commandLine);
});

When('the manifest is created', function (this: PodwrightWorld) {
  if (this.manifests.length === 0) throw new Error('no manifest was given: write `Given the manifest "…"` first');
  const command = this.execute(`kubectl create ${this.manifests.map((file) => `-f ${file}`).join(' ')}`);
  if (command.exitCode !== 0) throw new Error(`kubectl create failed: ${command.stderr.trim()}`);
});

When('{duration} pass(es)', function (this: PodwrightWorld, durationMs: number) {
  this.cluster.advance(durationMs);
});

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

When('I run {command} on node {string}', function (this: PodwrightWorld, commandLine: string, node: string) {
  expectFailureAhead(this, this.executeOnNode(node, commandLine));
});
