import type { AppIdentity } from './behaviour';

/** Which paths were asked for in which containers: what was said about another path was perhaps misspelt. */
export class AskedPaths {
  private readonly asked = new Map<string, { readonly container: AppIdentity; readonly paths: Set<string> }>();

  add(container: AppIdentity, path: string): void {
    const key = `${container.namespace}/${container.pod}/${container.container}/${container.image}`;
    const before = this.asked.get(key);
    if (before) before.paths.add(path);
    else this.asked.set(key, { container, paths: new Set([path]) });
  }

  /** The paths that containers were asked for, in the order of the first requests. */
  of(isMeant: (container: AppIdentity) => boolean): string[] {
    return [...this.asked.values()].flatMap(({ container, paths }) => (isMeant(container) ? [...paths] : []));
  }
}
