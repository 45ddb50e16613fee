import type { Probe } from '../../api/index';

/** What a liveness probe should ask: whether the process answers at all. */
export const OWN_PAGE = '/livez';
/** Said where that page is proposed: nobody knows whether the app has it. */
export const ASKS_NOTHING = '(a page which the app must have, and which answers as long as the process does)';

/**
 * A page for liveness on the port whose readiness is asked for. Liveness that asks what readiness asks restarts every
 * pod when a dependency is away.
 */
export function ownPage(readinessProbe: Probe | undefined): Pick<Probe, 'httpGet'> | undefined {
  const { httpGet } = readinessProbe ?? {};
  return httpGet && { httpGet: { ...httpGet, path: OWN_PAGE } };
}
