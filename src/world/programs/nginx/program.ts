import type { Program } from '../../process';
import { parseCommandLine } from './commandLine';
import { loadNginxConfig, type NginxConfig } from './config';
import { NginxMaster } from './master';
import { sendNginxSignal } from './signal';
import { NginxConfigError } from './syntax';

const DEFAULT_CONFIG = '/etc/nginx/nginx.conf';

/** nginx: configuration from the container's files, signals as nginx.org/en/docs/control.html has them. */
export function nginxProgram(options: { readonly version: string }): Program {
  return function* nginx(proc) {
    const args = parseCommandLine(proc.argv);
    const file = args.config ?? DEFAULT_CONFIG;
    const load = () => loadNginxConfig(proc.fs, file, args.globals);
    if (args.version) {
      proc.stderr.write(`nginx version: nginx/${options.version}\n`);
      return 0;
    }
    let config: NginxConfig;
    try {
      config = load();
    } catch (error) {
      if (!(error instanceof NginxConfigError)) throw error;
      proc.stderr.write(`nginx: [emerg] ${error.message}\n`);
      if (args.test) proc.stderr.write(`nginx: configuration file ${file} test failed\n`);
      return 1;
    }
    if (args.test) {
      proc.stderr.write(`nginx: the configuration file ${file} syntax is ok\n`);
      proc.stderr.write(`nginx: configuration file ${file} test is successful\n`);
      return 0;
    }
    if (args.signal) return sendNginxSignal(proc, config, args.signal);
    if (!config.daemon) return yield* new NginxMaster(proc, options.version, config, load).run();
    proc.fork(proc.argv, {}, (child) => new NginxMaster(child, options.version, config, load).run());
    return 0;
  };
}
