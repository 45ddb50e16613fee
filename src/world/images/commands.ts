import { appletPrograms } from '../applets';
import { ProgramTable } from '../process';
import type { ImageShell } from './description';

const TABLES = new Map<ImageShell, ProgramTable>();

/** The commands of an image with this shell, `sh` included; always the same table for the same shell. */
export function standardCommands(shell: ImageShell): ProgramTable {
  const table = TABLES.get(shell) ?? makeTable(shell);
  TABLES.set(shell, table);
  return table;
}

function makeTable(shell: ImageShell): ProgramTable {
  if (shell === 'none') return new ProgramTable();
  const applets = appletPrograms();
  // `/bin/sh` of Debian is dash even where bash is installed; httpd there is nobody's, in busybox it is an applet.
  if (shell === 'ash') return applets.with({ httpd: applets.find('busybox-httpd')! });
  return applets.with({ sh: applets.find('dash')! });
}
