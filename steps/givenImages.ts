import { Given, When } from './sentence';
import type { PodwrightWorld } from './world';

/** Images and registries that are not as they should be. */

Given('{image} has no command', function (this: PodwrightWorld, image: string) {
  this.cluster.catalogue.describe({ image, cmd: [] });
});

for (const isPrivate of ['{image} needs/requires a login/password', '{image} is private'])
  Given(isPrivate, function (this: PodwrightWorld, image: string) {
    this.cluster.registry.setOnNode(image, false);
    this.cluster.registry.setPull(image, { denied: true });
  });

Given(
  '{image} needs login {string} with password {string}',
  function (this: PodwrightWorld, image: string, username: string, password: string) {
    this.cluster.registry.setOnNode(image, false);
    this.cluster.registry.setPull(image, { login: { username, password } });
  },
);

Given('a download of {image} takes {duration}', function (this: PodwrightWorld, image: string, latencyMs: number) {
  this.cluster.registry.setPull(image, { latencyMs });
});

Given(
  '{image} is pushed/appears (to the registry )(in the registry )after {duration}',
  function (this: PodwrightWorld, image: string, afterMs: number) {
    this.cluster.registry.setOnNode(image, false);
    this.cluster.registry.setAbsent(image);
    this.cluster.later(afterMs, () => this.cluster.registry.setAbsent(image, false));
  },
);

When('{image} appears in the registry', function (this: PodwrightWorld, image: string) {
  this.cluster.registry.setAbsent(image, false);
});

When('the registry {comesUp}', function (this: PodwrightWorld) {
  this.cluster.registry.setAllUp();
});

When('the registry {string} {comesUp}', function (this: PodwrightWorld, host: string) {
  this.cluster.registry.setUp(host);
});
