import type { Container } from '../api/index';
import { Application } from './application';
import type { Finding } from './finding';
import { Trial, type TrialSetup } from './trial';

const KNOWN = /^(\/(usr\/)?bin\/)?(sleep|(ba|da|a)?sh)$/;

/** A preStop hook that runs a program of an image that nobody described: it is played as one that ends at once. */
function unknownHook({ image = '', lifecycle }: Container, setup: TrialSetup): string | undefined {
  const command = lifecycle?.preStop?.exec?.command;
  if (!command || KNOWN.test(command[0] ?? '')) return undefined;
  const { catalogue } = new Trial(new Application([]), setup).cluster;
  return catalogue.find(image) ? undefined : command.join(' ');
}

/** The finding about lost requests, which may be wrong where nobody knows what the hook does that should prevent them. */
export function unlessHookHelps(finding: Finding, container: Container | undefined, setup: TrialSetup): Finding {
  const command = container && finding.verdict !== 'ok' ? unknownHook(container, setup) : undefined;
  if (command === undefined) return finding;
  const answer = `${finding.answer}; unless the preStop hook \`${command}\` waits for that: nobody described what it does`;
  return { ...finding, verdict: 'warning', answer };
}
