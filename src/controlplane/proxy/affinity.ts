import type { ServiceRule, Target } from './table';

/** sessionAffinity ClientIP: which endpoint a client used last, forgotten when it has not come for the timeout. */
export class Affinity {
  private readonly used = new Map<string, { target: Target; atMs: number }>();

  /** The client's endpoint, if it is still in the rules and the timeout has not passed. */
  lastOf(rule: ServiceRule, client: string, nowMs: number): Target | undefined {
    if (rule.affinityMs === undefined) return undefined;
    const last = this.used.get(`${rule.name} ${client}`);
    if (!last || nowMs - last.atMs > rule.affinityMs) return undefined;
    return rule.targets.find(({ ip, port }) => ip === last.target.ip && port === last.target.port);
  }

  remember(rule: ServiceRule, client: string, target: Target, nowMs: number): void {
    if (rule.affinityMs !== undefined) this.used.set(`${rule.name} ${client}`, { target, atMs: nowMs });
  }
}
