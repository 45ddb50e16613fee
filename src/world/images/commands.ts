import { appletPrograms, busyboxProgram, missingProgram } from '../applets';
import { type Program, ProgramTable } from '../process';
import { type DistributionName, pathsOf } from './distributions';

const TABLES = new Map<DistributionName, ProgramTable>();

/**
 * The commands of a distribution, `sh` included; always the same table for the same distribution. A command that nobody has
 * written ends the run with an error that names it.
 */
export function standardCommands(distribution: DistributionName): ProgramTable {
  const table = TABLES.get(distribution) ?? makeTable(distribution);
  TABLES.set(distribution, table);
  return table;
}

function makeTable(distribution: DistributionName): ProgramTable {
  if (distribution === 'none') return new ProgramTable();
  const applets = appletPrograms();
  const names = [...pathsOf(distribution).keys()];
  const missing = names.filter((name) => !applets.find(name)).map((name) => [name, missingProgram(name)] as const);
  const named = applets.with({ ...Object.fromEntries(missing), ...ownNames(distribution, applets) });
  return BUSYBOXES.has(distribution)
    ? named.with({ busybox: busyboxProgram(names, (name) => named.find(name)) })
    : named;
}

const BUSYBOXES: ReadonlySet<DistributionName> = new Set(['busybox', 'alpine', 'assumed']);

/** Names that mean another program in one distribution than in the next. */
function ownNames(distribution: DistributionName, applets: ProgramTable): Readonly<Record<string, Program>> {
  // /bin/sh of Debian is dash even where bash is installed; that of Red Hat is bash. httpd there is nobody's.
  if (distribution === 'debian') return { sh: applets.find('dash')! };
  if (distribution === 'redhat') return { sh: applets.find('bash')! };
  return { httpd: applets.find('busybox-httpd')! };
}
