import type { Container } from '../api/index';
import type { Finding, Subject } from './finding';
import { Trial } from './trial';

const KNOWN = /^(\/(usr\/)?bin\/)?(sleep|(ba|da|a)?sh)$/;

/** A preStop hook that runs a program of an image that nobody described: it is played as one that ends at once. */
function unknownHook({ application, server, setup }: Subject, { image = '', lifecycle }: Container) {
  const command = lifecycle?.preStop?.exec?.command;
  if (!command || KNOWN.test(command[0] ?? '')) return undefined;
  const { catalogue } = new Trial(application.lonePod(server), setup).cluster;
  return catalogue.find(image) ? undefined : command.join(' ');
}

/** A finding about lost requests, which may be wrong where nobody knows what the hook does that should prevent them. */
export function unlessHookHelps(finding: Finding, subject: Subject, containerName: string): Finding {
  const found = subject.application
    .containers(subject.server)
    .find(({ container }) => container.name === containerName);
  const command = found && finding.verdict !== 'ok' ? unknownHook(subject, found.container) : undefined;
  if (command === undefined) return finding;
  const answer = `${finding.answer}; unless the preStop hook \`${command}\` waits for that: nobody described what it does`;
  return { ...finding, verdict: 'warning', answer };
}
