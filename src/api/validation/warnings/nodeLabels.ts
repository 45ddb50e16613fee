import type { Release } from '../../release/index';
import type { Affinity, NodeSelectorTerm } from '../../types/index';
import { labelValueFaults } from '../names';
import type { Path } from '../path';

const OLD_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
};
const MASTER = 'node-role.kubernetes.io/master';

/** What to say of a label of nodes that has another name by now. Source: pkg/api/node `deprecatedNodeLabels`. */
export function oldLabel(key: string, release: Release): string | undefined {
  if (key === MASTER && release.has('warnsOfMasterLabel')) return 'use "node-role.kubernetes.io/control-plane" instead';
  return OLD_LABELS[key];
}

export function nodeSelectorWarnings(
  selector: Readonly<Record<string, string>> | undefined,
  path: Path,
  release: Release,
): string[] {
  return Object.keys(selector ?? {}).flatMap((key) => {
    const what = oldLabel(key, release);
    return what === undefined ? [] : [`${path.key(key)}: ${what}`];
  });
}

export function nodeAffinityWarnings(affinity: Affinity['nodeAffinity'], path: Path, release: Release): string[] {
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const terms = path.child('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  const wishes = path.child('preferredDuringSchedulingIgnoredDuringExecution');
  const checksValues = release.has('warnsOfPreferredValues');
  return [
    ...required.flatMap((term, i) => nodeTermWarnings(term, false, terms.index(i), release)),
    ...preferred.flatMap(({ preference }, i) =>
      nodeTermWarnings(preference, checksValues, wishes.index(i).child('preference'), release),
    ),
  ];
}

/** @param checksValues an impossible value of a wish is no error: it is never fulfilled */
export function nodeTermWarnings(
  { matchExpressions = [] }: NodeSelectorTerm,
  checksValues: boolean,
  path: Path,
  release: Release,
): string[] {
  return matchExpressions.flatMap(({ key, values = [] }, i) => {
    const where = path.child('matchExpressions').index(i);
    const what = oldLabel(key, release);
    const ofKey = what === undefined ? [] : [`${where.child('key')}: ${key} is ${what}`];
    const ofValues = values.flatMap((value, j) =>
      labelValueFaults(value, release).map(
        (fault) => `${where.child('values').index(j)}: ${value} is invalid, ${fault}`,
      ),
    );
    return checksValues ? [...ofKey, ...ofValues] : ofKey;
  });
}
