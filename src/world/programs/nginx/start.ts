import { FsError } from '../../files';
import type { Proc } from '../../process';
import type { NginxConfig } from './config';

/** The account that the images make for the workers. */
const NGINX_UID = 101;

/** What keeps nginx from starting. */
export class NginxStartError extends Error {}

/**
 * Makes the directories of the configuration, which belong to the workers.
 * @throws NginxStartError
 * @see ngx_create_paths in src/core/ngx_file.c
 */
export function makeTempPaths({ fs, uid }: Proc, { tempPaths, user }: NginxConfig): void {
  for (const path of tempPaths) {
    if (!fs.exists(path)) attempt(`mkdir() "${path}"`, () => fs.mkdir(path, { mode: 0o700 }));
    if (uid !== 0 || !user) continue;
    const stat = fs.stat(path);
    if (stat.uid !== NGINX_UID) attempt(`chown("${path}", ${NGINX_UID})`, () => fs.chown(path, NGINX_UID, stat.gid));
  }
}

/** @throws NginxStartError */
export function writePidFile({ fs, pid }: Proc, { pidFile }: NginxConfig): void {
  attempt(`open() "${pidFile}"`, () => fs.writeFile(pidFile, `${pid}\n`));
}

function attempt(what: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new NginxStartError(`${what} failed (${error.errno}: ${error.text})`);
  }
}
