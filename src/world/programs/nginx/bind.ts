import { sleep, type Task } from '../../../kernel';
import { BindError } from '../../network';
import type { Proc } from '../../process';
import type { NginxConfig, NginxListen } from './config';
import type { NginxLog } from './log';
import { portsOf } from './ports';

const TRIES = 5;
const PAUSE_MS = 500;

/**
 * Whether nginx gets its ports. It waits a little for one that another process has: often that is its predecessor.
 * @see ngx_open_listening_sockets in src/core/ngx_connection.c
 */
export function* canBind(proc: Proc, config: NginxConfig, log: NginxLog): Task<boolean> {
  const ports = portsOf(config);
  for (let tries = 0; tries < TRIES; tries++) {
    const failures = ports.map(({ listen }) => bindError(proc, listen)).filter((error) => error !== undefined);
    for (const error of failures) log.refused(proc.pid, 'emerg', bindFailure(error));
    if (failures.length === 0) return true;
    if (failures.some(({ code }) => code !== 'EADDRINUSE')) return false;
    log.notice(proc.pid, 'try again to bind() after 500ms');
    yield* sleep(PAUSE_MS);
  }
  log.refused(proc.pid, 'emerg', 'still could not bind()');
  return false;
}

export function bindFailure({ address, port, errno, text }: BindError): string {
  return `bind() to ${address}:${port} failed (${errno}: ${text})`;
}

function bindError(proc: Proc, { port, address }: NginxListen): BindError | undefined {
  try {
    proc.net.demandPort(port, { address, owner: proc });
    return undefined;
  } catch (error) {
    if (error instanceof BindError) return error;
    throw error;
  }
}
