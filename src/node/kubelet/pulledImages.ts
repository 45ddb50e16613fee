import { rule } from '../../kernel/index';
import { parseReference } from '../../world/index';
import type { ContainerRuntime } from '../runtime/types';
import type { TrackedLogin } from './pullSecrets';

const ASKS_AGAIN = rule(
  'image/present-is-for-those-who-may-pull-it',
  'An image that was pulled with a login is taken as it is only for pods that have that login; the others ask the registry.',
  'KEP-2535; pkg/kubelet/images/pullmanager',
);

/**
 * What a node remembers of the logins that its images were pulled with (pkg/kubelet/images/pullmanager). Images that
 * have been there from the beginning are for everybody (NeverVerifyPreloadedImages, the default). It lies on the disk of the
 * node, beside the images: a kubelet that starts again finds it.
 */
export class PulledImages {
  private readonly logins = new Map<string, 'none' | TrackedLogin[]>();

  constructor(private readonly runtime: ContainerRuntime) {}

  /** A pull has succeeded; what was pulled without a login is for everybody from then on. */
  pulled(reference: string, logins: readonly TrackedLogin[]): void {
    const key = this.keyOf(reference);
    const before = this.logins.get(key);
    if (before === 'none') return;
    this.logins.set(key, logins.length === 0 ? 'none' : [...(before ?? []), ...logins]);
  }

  /** Why a pod with these logins has to ask the registry for an image that is present; undefined when it may take it. */
  mustAsk(reference: string, logins: () => readonly TrackedLogin[]): typeof ASKS_AGAIN | undefined {
    const known = this.logins.get(this.keyOf(reference));
    if (known === undefined || known === 'none') return undefined;
    return logins().some((own) => known.some((other) => matches(own, other))) ? undefined : ASKS_AGAIN;
  }

  /** The image itself, under the name without tag and digest. */
  private keyOf(reference: string): string {
    const { registry, path } = parseReference(reference);
    return `${registry}/${path}@${this.runtime.localImage(reference).digest}`;
  }
}

/** The same Secret, whatever stands in it by now, or the same login in another. */
function matches(own: TrackedLogin, other: TrackedLogin): boolean {
  if (own.secret === other.secret) return true;
  return own.username === other.username && own.password === other.password;
}
