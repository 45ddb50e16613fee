const DIGITS = '456789bcdf';

/**
 * A short hash of a pod template: the same content gives the same name (pod-template-hash, controller-revision-hash).
 * FNV-1a as in Kubernetes, over JSON instead of Go's dump, so the letters differ from a real cluster's.
 */
export function templateHash(template: unknown, collisions = 0): string {
  let hash = 0x811c9dc5;
  const text = stableJson(template) + (collisions > 0 ? collisions : '');
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return [...String(hash)].map((digit) => DIGITS[Number(digit)]).join('');
}

/** JSON with keys in order. */
function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => `${JSON.stringify(key)}:${stableJson(each)}`)}}`;
}
