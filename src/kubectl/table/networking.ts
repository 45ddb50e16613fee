import type { Ingress, KubeObject, NetworkPolicy } from '../../api';
import { selectorText } from '../selector';
import { type Column, NONE, nameColumn } from './column';
import { ageColumn } from './workloads';

interface IngressClass extends KubeObject {
  spec?: { controller?: string; parameters?: { kind: string; apiGroup?: string; name: string } };
}

const MOST_HOSTS = 3;

/** Source: pkg/printers/internalversion/printers.go `printIngress`. There is no controller that would give an address. */
export const ingressColumns: Column<Ingress>[] = [
  nameColumn,
  { name: 'Class', cell: ({ spec }) => spec?.ingressClassName ?? NONE },
  { name: 'Hosts', cell: ({ spec }) => hostsText(spec?.rules ?? []) },
  { name: 'Address', cell: () => '' },
  { name: 'Ports', cell: ({ spec }) => (spec?.tls?.length ? '80, 443' : '80') },
  ageColumn,
];

/** The first three that have a name, and how many more rules there are. */
function hostsText(rules: readonly { host?: string }[]): string {
  const named = rules.flatMap(({ host }) => (host ? [host] : []));
  const shown = named.slice(0, MOST_HOSTS).join(',');
  if (shown === '') return '*';
  const third = rules.findIndex(({ host }) => host === named[MOST_HOSTS - 1]);
  const isCut = named.length >= MOST_HOSTS && third < rules.length - 1;
  return isCut ? `${shown} + ${rules.length - MOST_HOSTS} more...` : shown;
}

export const ingressClassColumns: Column<IngressClass>[] = [
  nameColumn,
  { name: 'Controller', cell: ({ spec }) => spec?.controller ?? '' },
  { name: 'Parameters', cell: ({ spec }) => parametersText(spec?.parameters) },
  ageColumn,
];

function parametersText(parameters: NonNullable<IngressClass['spec']>['parameters']): string {
  if (!parameters) return NONE;
  return `${[parameters.kind, parameters.apiGroup].filter(Boolean).join('.')}/${parameters.name}`;
}

export const networkPolicyColumns: Column<NetworkPolicy>[] = [
  nameColumn,
  { name: 'Pod-Selector', cell: ({ spec }) => selectorText(spec?.podSelector) },
  ageColumn,
];
