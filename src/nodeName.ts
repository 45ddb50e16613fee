/** How a node is called that nobody has named, by its place from 0: `k8s-node01`. */
export function nodeName(index: number): string {
  return `k8s-node${String(index + 1).padStart(2, '0')}`;
}
