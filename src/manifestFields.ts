import { parseAllDocuments } from 'yaml';

/**
 * A manifest with some fields changed: `spec.containers[0].image` → `nginx:1.27`. Values are YAML; comments and
 * everything else stay as they are. In a file of several documents the first is changed.
 */
export function setField(manifest: string, changes: readonly (readonly [path: string, value: string])[]): string {
  const documents = parseAllDocuments(manifest);
  const first = 'length' in documents ? documents[0] : undefined;
  if (!first) throw new Error('the manifest is empty: there is no field to change');
  for (const [path, value] of changes) {
    const keys = path
      .replace(/\[(\d+)\]/g, '.$1')
      .split('.')
      .filter(Boolean);
    first.setIn(
      keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
      parseAllDocuments(value).at(0)?.toJS() ?? null,
    );
  }
  return documents.map(String).join('---\n');
}
