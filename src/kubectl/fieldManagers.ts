import type { ParsedCommand } from './command/parse';

/** Commands that own what they write by a name of their own (`AddFieldManagerFlagVar` in pkg/cmd of kubectl). */
const OWN = new Set('annotate autoscale create expose label patch replace rollout run set taint'.split(' '));

/** The name by which a command owns the fields that it writes; of what has none it is that of the program. */
export function fieldManagerOf({ path, values }: ParsedCommand): string {
  const given = values.get('field-manager') as string | undefined;
  if (given) return given;
  const [command = ''] = path.split(' ');
  if (command === 'apply') return values.get('server-side') ? 'kubectl' : 'kubectl-client-side-apply';
  return OWN.has(command) && path !== 'rollout undo' ? `kubectl-${command}` : 'kubectl';
}
