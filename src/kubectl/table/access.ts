import type { KubeObject } from '../../api';
import { type Column, nameColumn } from './column';
import { ageColumn } from './workloads';

interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

interface Binding extends KubeObject {
  roleRef?: { kind: string; name: string };
  subjects?: Subject[];
}

/** Source: pkg/printers/internalversion/printers.go `printRoleBinding`, pkg/apis/rbac/helpers.go `SubjectsStrings`. */
export const bindingColumns: Column<Binding>[] = [
  nameColumn,
  { name: 'Role', cell: ({ roleRef }) => `${roleRef?.kind ?? ''}/${roleRef?.name ?? ''}` },
  ageColumn,
  { name: 'Users', wide: true, cell: (binding) => subjectsOf(binding, 'User').join(', ') },
  { name: 'Groups', wide: true, cell: (binding) => subjectsOf(binding, 'Group').join(', ') },
  { name: 'ServiceAccounts', wide: true, cell: (binding) => subjectsOf(binding, 'ServiceAccount').join(', ') },
];

function subjectsOf({ subjects = [] }: Binding, kind: string): string[] {
  return subjects
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace = '' }) => (kind === 'ServiceAccount' ? `${namespace}/${name}` : name));
}
