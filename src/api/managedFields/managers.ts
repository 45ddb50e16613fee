/** Components that are programs of their own; the others are parts of the controller manager. */
const PROGRAMS: readonly (readonly [component: RegExp, manager: string])[] = [
  [/^kubelet/, 'kubelet'],
  [/^(?:kube|default)-scheduler$/, 'kube-scheduler'],
  [/^(?:kubectl|kubeadm|kube-apiserver)$/, '$&'],
  [/^client$/, 'unknown'],
];

/** By which name a component owns what it writes: that of its program (apiserver handlers/create.go, managerOrUserAgent). */
export function managerOf(component: string): string {
  for (const [pattern, manager] of PROGRAMS) {
    const match = pattern.exec(component);
    if (match) return manager === '$&' ? component : manager;
  }
  return 'kube-controller-manager';
}
