import { FsError } from '../../files';
import type { Proc, SignalName } from '../../process';
import { slashTime } from '../clock';
import type { NginxConfig } from './config';

const SIGNALS: Readonly<Record<string, SignalName>> = { quit: 'QUIT', stop: 'TERM', reload: 'HUP', reopen: 'USR1' };

/** `nginx -s quit|stop|reload|reopen`: a signal to the master that the pid file names. */
export function sendNginxSignal(proc: Proc, config: NginxConfig, word: string): number {
  const signal = SIGNALS[word];
  if (!signal) {
    proc.stderr.write(`nginx: invalid option: "-s ${word}"\n`);
    return 1;
  }
  const complain = (what: string) => {
    proc.stderr.write(`nginx: [error] ${what}\n`);
    return 1;
  };
  let text: string;
  try {
    text = proc.fs.readFile(config.pidFile).trim();
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return complain(`open() "${config.pidFile}" failed (2: No such file or directory)`);
  }
  proc.stderr.write(`${slashTime(proc)} [notice] ${proc.pid}#${proc.pid}: signal process started\n`);
  const master = /^\d+$/.test(text) ? proc.namespace.find(Number(text)) : undefined;
  if (!/^\d+$/.test(text)) return complain(`invalid PID number "${text}" in "${config.pidFile}"`);
  if (!master) return complain(`kill(${text}, ${signal}) failed (3: No such process)`);
  master.signal(signal);
  return 0;
}
