/** What a context of AppArmor or seccomp says. */
export interface Profile {
  readonly type?: string;
  readonly localhostProfile?: string;
}

/** What the annotations for AppArmor begin with, which were there before its fields (KEP-24). */
export const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** The annotation for the seccomp profile of the pod or of one of its containers, which was there before its field (KEP-135). */
export function seccompKey(container?: string): string {
  const of = 'seccomp.security.alpha.kubernetes.io/';
  return container === undefined ? `${of}pod` : `container.${of}${container}`;
}

const LOCAL = 'localhost/';

/** `localhost/mine`; undefined for a profile that is wrong. Source: registry/core/pod `appArmorAnnotationForField`. */
export function annotationOf({ type, localhostProfile }: Profile): string | undefined {
  if (type === 'Unconfined') return 'unconfined';
  if (type === 'RuntimeDefault') return 'runtime/default';
  return type === 'Localhost' && localhostProfile !== undefined ? LOCAL + localhostProfile : undefined;
}

/** The profile that an annotation means; undefined if it means none. Source: pkg/api/pod `ApparmorFieldForAnnotation`. */
export function profileOf(annotation: string): Profile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const localhostProfile = annotation.startsWith(LOCAL) ? annotation.slice(LOCAL.length) : '';
  return localhostProfile ? { type: 'Localhost', localhostProfile } : undefined;
}
