import { When } from '@cucumber/cucumber';
import type { PodwrightWorld } from './world';

/** What clients ask of the API server that kubectl has no command for. */

When('all pods with label {string} are deleted', function (this: PodwrightWorld, labelSelector: string) {
  this.cluster.api.deleteCollection('Pod', { namespace: 'default', labelSelector });
});
