import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of others, or what podwright itself has written. */
const SKIPPED = new Set(['node_modules', 'dist', 'vendor', 'reports', 'counterexamples']);
const DEPTH = 4;
/** Kinds whose pods somebody may want to write features about. */
const WORKLOAD =
  /^kind:\s*["']?(Deployment|StatefulSet|DaemonSet|Pod|ReplicaSet|ReplicationController|Job|CronJob)["']?\s*$/m;
/** Charts hold templates, which are no YAML yet. */
const TEMPLATE = /\{\{/;

/** Manifests of workloads below a folder, not too deep, in the order of their names. */
export function findManifests(folder: string, depth = DEPTH): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return depth > 0 && !SKIPPED.has(entry.name) && !entry.name.startsWith('.') ? findManifests(path, depth - 1) : [];
    if (!/\.ya?ml$/.test(entry.name)) return [];
    const text = readFileSync(path, 'utf8');
    return WORKLOAD.test(text) && !TEMPLATE.test(text) ? [path] : [];
  });
}
