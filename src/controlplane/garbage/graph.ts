import type { KubeObject } from '../../api/types';
import { compareText, keyOf } from '../common/objects';

/** Who owns whom, by uid: a name that is used again is another object. */
export class OwnerGraph {
  private readonly objects = new Map<string, KubeObject>();
  private readonly dependents = new Map<string, Set<string>>();

  get(uid: string): KubeObject | undefined {
    return this.objects.get(uid);
  }

  set(object: KubeObject): void {
    const { uid = '' } = object.metadata;
    this.unlink(uid);
    this.objects.set(uid, object);
    for (const owner of object.metadata.ownerReferences ?? []) {
      const set = this.dependents.get(owner.uid) ?? new Set();
      this.dependents.set(owner.uid, set);
      set.add(uid);
    }
  }

  delete(uid: string): void {
    this.unlink(uid);
    this.objects.delete(uid);
  }

  /** In order of name. */
  dependentsOf(uid: string): KubeObject[] {
    const found = [...(this.dependents.get(uid) ?? [])].flatMap((each) => this.objects.get(each) ?? []);
    return found.sort((a, b) => compareText(a.kind, b.kind) || compareText(keyOf(a), keyOf(b)));
  }

  private unlink(uid: string): void {
    const owners = this.objects.get(uid)?.metadata.ownerReferences;
    if (!owners) return;
    for (const owner of owners) {
      const set = this.dependents.get(owner.uid);
      set?.delete(uid);
      if (set?.size === 0) this.dependents.delete(owner.uid);
    }
  }
}
