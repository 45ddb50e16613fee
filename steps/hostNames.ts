import { defineParameterType } from '@cucumber/cucumber';
import { unquoted } from './names';

/** A machine outside the cluster, and a port of it where one is said. */
export interface HostName {
  readonly address: string;
  readonly port?: number;
}

const ADDRESS = `"[^"\\s]+"|'[^'\\s]+'|(?:\\d+\\.){3}\\d+(?::\\d+)?`;

const MACHINE = 'host|server|machine|database';

/** @param text `"192.168.66.11"`, `192.168.66.11:1234` */
function readAddress(text: string): HostName {
  const [, address = '', port] = /^(.*?)(?::(\d+))?$/.exec(unquoted(text)) ?? [];
  return { address, ...(port !== undefined && { port: Number(port) }) };
}

/** `host "192.168.66.11"`, `the server 192.168.66.11:1234`. */
defineParameterType({
  name: 'host',
  regexp: new RegExp(`(?:the )?(?:${MACHINE})(?: at)? (?:${ADDRESS})`),
  transformer: (text: string) => readAddress(text.replace(new RegExp(`^(?:the )?(?:${MACHINE})(?: at)? `), '')),
  useForSnippets: false,
});

/** An address by itself. */
defineParameterType({
  name: 'address',
  regexp: new RegExp(ADDRESS),
  transformer: readAddress,
  useForSnippets: false,
});
