import type { Container } from '../api/index';
import type { Finding, Subject } from './finding';
import { commandLines, commandText } from './handlers';
import { imageOf } from './knownImages';
import type { TrialSetup } from './trial';

/** Programs whose effect on a stop is known: they are played as they are. */
const KNOWN = new Set(
  'sleep kill pkill killall pidof pgrep ps echo printf test [ [[ true false : exit cd export set touch rm cat date grep sh ash bash dash if then else fi while until for do done'.split(
    ' ',
  ),
);

/** A preStop hook that asks or runs something of the app's own: it is played as one that ends at once. */
function unknownHook(setup: TrialSetup, { image = '', lifecycle }: Container): string | undefined {
  const { exec, httpGet } = lifecycle?.preStop ?? {};
  if (httpGet) return `GET ${httpGet.path ?? '/'}`;
  if (!exec?.command || imageOf(setup, image)) return undefined;
  const programs = commandLines({ exec }).flatMap(programsIn);
  return programs.every((program) => KNOWN.has(program)) ? undefined : commandText(exec.command);
}

/** The names of the programs in a command line of a shell, without what is assigned. */
function programsIn(line: string): string[] {
  return line
    .split(/\$\(|`|\)/)
    .map((part) =>
      part
        .trim()
        .replace(/^(\w+=\S*\s*)+/, '')
        .replace(/^(do|then|else|if|while|until)\s+/, ''),
    )
    .map((part) => part.split(/\s+/)[0]?.split('/').pop() ?? '')
    .filter((name) => /^[\w.[:-]+$/.test(name) && !/^\d+$/.test(name));
}

/** A finding about lost requests, which may be wrong where nobody knows what the hook does that should prevent them. */
export function unlessHookHelps(finding: Finding, subject: Subject, containerName: string): Finding {
  const found = subject.application
    .containers(subject.server)
    .find(({ container }) => container.name === containerName);
  const command = found && finding.verdict !== 'ok' ? unknownHook(subject.setup, found.container) : undefined;
  if (command === undefined) return finding;
  const answer = `${finding.answer}; unless the preStop hook \`${command}\` waits for that: nobody described what it does`;
  return { ...finding, verdict: 'warning', answer };
}
