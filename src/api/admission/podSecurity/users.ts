import type { Check } from './types';
import { type Holder, offenders, setters, tell } from './words';

/** Source: policy/check_runAsNonRoot.go. */
export const runAsNonRoot: Check = ({ spec }) => {
  const reason = 'runAsNonRoot != true';
  const who = setters(spec, ({ securityContext }: Holder) => securityContext?.runAsNonRoot === false);
  if (who) return { reason, detail: `${who} must not set securityContext.runAsNonRoot=false` };
  if (spec.securityContext?.runAsNonRoot) return undefined;
  const silent = tell(offenders(spec, ({ securityContext }) => securityContext?.runAsNonRoot === undefined));
  return silent ? { reason, detail: `pod or ${silent} must set securityContext.runAsNonRoot=true` } : undefined;
};

/** Source: policy/check_runAsUser.go. */
export const runAsUser: Check = ({ spec }) => {
  const who = setters(spec, ({ securityContext }: Holder) => securityContext?.runAsUser === 0);
  return who ? { reason: 'runAsUser=0', detail: `${who} must not set runAsUser=0` } : undefined;
};
