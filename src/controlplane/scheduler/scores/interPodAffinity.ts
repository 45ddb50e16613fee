import type { Pod, PodAffinityTerm } from '../../../api/types';
import type { NodeInfo } from '../nodeInfo';
import type { CycleState, Score } from '../plugin';
import { requiredAffinity, termMatches } from '../podAffinity';
import { spreadOut } from './normalise';

/** Weight of what pods that are there require, beside the preferences that both sides state. */
const HARD_WEIGHT = 1;

interface Weighted {
  readonly term: PodAffinityTerm;
  readonly weight: number;
}

/** Preferred pod affinity and anti-affinity. */
export const interPodAffinity: Score = {
  name: 'InterPodAffinity',
  weight: (release) => release.number('podAffinityScoreWeight'),
  score(pod, nodes, state) {
    const points = new Map<string, number>();
    // Between two pods without any wish there is nothing to count.
    const asksAll = preferences(pod).length > 0;
    for (const node of state.nodes) {
      for (const other of asksAll ? node.pods : node.withAffinity) tally(points, pod, other, node, state);
    }
    if (points.size === 0) return nodes.map(() => 0);
    const raw = nodes.map((node) =>
      [...points].reduce((sum, [domain, weight]) => sum + (inDomain(node, domain) ? weight : 0), 0),
    );
    return spreadOut(raw, state.release.has('podAffinityScoresSpan') ? [] : [0]);
  },
};

function tally(points: Map<string, number>, pod: Pod, other: Pod, node: NodeInfo, state: CycleState): void {
  const give = (term: PodAffinityTerm, weight: number): void => {
    const value = node.labels[term.topologyKey];
    if (value === undefined) return;
    const domain = `${term.topologyKey}=${value}`;
    points.set(domain, (points.get(domain) ?? 0) + weight);
  };
  for (const { term, weight } of preferences(pod)) if (termMatches(term, pod, other, state)) give(term, weight);
  for (const { term, weight } of preferences(other)) if (termMatches(term, other, pod, state)) give(term, weight);
  for (const term of requiredAffinity(other)) if (termMatches(term, other, pod, state)) give(term, HARD_WEIGHT);
}

function preferences({ spec: { affinity } }: Pod): Weighted[] {
  const preferred = affinity?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const avoided = affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return [
    ...preferred.map(({ weight, podAffinityTerm }) => ({ term: podAffinityTerm, weight })),
    ...avoided.map(({ weight, podAffinityTerm }) => ({ term: podAffinityTerm, weight: -weight })),
  ];
}

function inDomain(node: NodeInfo, domain: string): boolean {
  const equals = domain.indexOf('=');
  return node.labels[domain.slice(0, equals)] === domain.slice(equals + 1);
}
