import { When } from './sentence';
import type { PodwrightWorld } from './world';

/** What clients ask of the API server that kubectl has no command for. */

When('all pods with {label} are deleted', function (this: PodwrightWorld, labelSelector: string) {
  const query = { namespace: 'default', labelSelector };
  // A misspelt label must not pass for a deletion.
  if (this.cluster.api.list('Pod', query).length === 0) throw new Error(`no pod has the label ${labelSelector}`);
  this.cluster.api.deleteCollection('Pod', query);
});
