import type { Task } from '../../kernel';
import { type DnsAnswer, type DnsType, isAddress } from '../network';
import type { Applet, Call } from './call';

/**
 * nslookup of busybox: since 1.29 its own resolver, before that the C library's. Which one an image has is written in
 * `/etc/busybox-release`, a file of the simulator's images.
 */
export const nslookup: Applet = function* (call) {
  const { fs } = call.proc;
  const release = fs.exists('/etc/busybox-release') ? fs.readFile('/etc/busybox-release').trim() : '1.35';
  const minor = Number(release.split('.')[1] ?? 35);
  return minor < 29 ? yield* oldLookup(call) : yield* newLookup(call);
};

function reverseName(ip: string): string {
  return `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
}

/** Through the C library: search domains and ndots count. */
function* oldLookup(call: Call): Task<number> {
  const { net } = call.proc;
  const [name = '', server = net.dns.nameservers[0] ?? '0.0.0.0'] = call.args;
  const nameOfServer = yield* net.network.lookup(net, reverseName(server), 'PTR');
  const serverName = nameOfServer.records?.[0];
  const answer = yield* net.network.resolve(net, name);
  call.out(`Server:    ${server}\nAddress 1: ${server}${serverName ? ` ${serverName}` : ''}\n\n`);
  if (answer instanceof Error) {
    call.err(`nslookup: can't resolve '${name}'\n`);
    return 1;
  }
  call.out(`Name:      ${name}\n`);
  answer.addresses.forEach((ip, i) => {
    call.out(`Address ${i + 1}: ${ip}${isAddress(name) ? '' : ` ${answer.name}`}\n`);
  });
  return 0;
}

interface Query {
  readonly name: string;
  readonly type: DnsType;
}

/** Its own resolver: a name without dot is asked with every search domain, all answers are printed. */
function* newLookup(call: Call): Task<number> {
  const { net } = call.proc;
  const types = call.args.flatMap((arg) => /^-(?:query)?type=(\w+)$/.exec(arg)?.[1]?.toUpperCase() ?? []) as DnsType[];
  const unknown = call.args.find(
    (arg) => arg.startsWith('-') && !/^-(?:query)?type=(?:a|aaaa|srv|ptr|cname)$/i.test(arg),
  );
  if (unknown) call.notImplemented(unknown);
  const [name = '', server = net.dns.nameservers[0] ?? '127.0.0.1'] = call.args.filter((arg) => !arg.startsWith('-'));
  const queries = queriesFor(name, net.dns.search, types.length > 0 ? types : ['A', 'AAAA']);
  const answers: DnsAnswer[] = [];
  for (const query of queries) {
    const answer = yield* net.network.lookup(net, query.name, query.type);
    answers.push(answer);
    if (answer.silent) break;
  }
  if (answers.some((answer) => answer.silent)) {
    call.out(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  call.out(`Server:\t\t${server}\nAddress:\t${server}:53\n\n`);
  let status = 0;
  answers.forEach((answer, i) => {
    if (!print(call, queries[i]!, answer)) status = 1;
  });
  return status;
}

function queriesFor(name: string, search: readonly string[], types: readonly DnsType[]): Query[] {
  if (isAddress(name)) return [{ name: reverseName(name), type: 'PTR' }];
  const bare = name.replace(/\.$/, '');
  const names = name.includes('.') ? [bare] : search.map((domain) => `${name}.${domain}`);
  return (names.length > 0 ? names : [bare]).flatMap((n) => types.map((type) => ({ name: n, type })));
}

/** One answer and the empty lines around it; false if the name could not be found. */
function print(call: Call, query: Query, answer: DnsAnswer): boolean {
  if (answer.rcode !== 'NOERROR') {
    call.out(`** server can't find ${query.name}: ${answer.rcode}\n\n\n\n`);
    return false;
  }
  let text = answer.authoritative ? '' : 'Non-authoritative answer:\n';
  if (answer.cname) text += `${query.name}\tcanonical name = ${answer.cname}\n`;
  for (const ip of answer.addresses) text += `Name:\t${answer.cname ?? query.name}\nAddress: ${ip}\n`;
  for (const record of answer.records ?? [])
    text += query.type === 'PTR' ? `${query.name}\tname = ${record}\n` : `${query.name}\tservice = ${record}\n`;
  call.out(`${text}\n\n\n`);
  return true;
}
