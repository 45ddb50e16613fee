import { BeforeStep } from '@cucumber/cucumber';
import { findResource, nearest, type RunningCommand } from '../src/index';
import { told } from './told';
import { underOf } from './under';
import type { PodwrightWorld } from './world';

/** Sentences that look at how a command went. What is said of the time it took says nothing of that. */
const LOOKS =
  /^(?:(?:within|for) [\w. ]+ )?(?:it prints|it does not print|it (?:fails|failed|exits|exited|ends|ended|(?:is|was) (?:rejected|refused|denied))|(?:its|the) exit code(?! of container)|the (?:command|output|error|creation|request)|the manifest (?:is|was) (?:rejected|refused|denied)|stderr|I (?:should )?see)\b/;

/** From here on an exit code tells of a signal (POSIX shell, Exit Status). */
const BY_SIGNAL = 128;

/** Sentences after which another command is the last one. */
const NEXT_COMMAND =
  /^(?:I run(?! .* in another window$)|I start|(?:the (?:manifests?|pods?)|it) (?:is|are) (?:created|applied|deployed|started)|I (?:create|apply|deploy|scale|delete|drain|restart|execute|exec|try)|(?:(?:within|for) [\w. ]+ )?`)/;

BeforeStep(function (this: PodwrightWorld, { pickle, pickleStep }) {
  this.under = underOf(pickleStep);
  this.sentence = pickleStep.text;
  this.sentencesAhead = pickle.steps.slice(pickle.steps.indexOf(pickleStep) + 1).map(({ text }) => text);
});

/** A command that fails has to be expected: the sentences up to the next command speak of it, or the scenario ends here. */
export function expectFailureAhead(world: PodwrightWorld, command: RunningCommand): void {
  if (!hasFailed(command) || isLookedAt(world)) return;
  const { exitCode } = command;
  const said = wordsOf(command);
  throw told(
    `the command ended with exit code ${exitCode}:\n${said}${namesNear(world, said)}\nWhere that is meant: Then its exit code is ${exitCode}`,
  );
}

/**
 * The same of one that runs beside the story: asked at the end of the scenario, unless a later sentence looks at it.
 * @param typed how it was told: `kubectl drain …`
 */
export function expectSuccessAtEnd(world: PodwrightWorld, command: RunningCommand, typed: string): void {
  world.lasting.push(() => {
    if (!hasFailed(command)) return;
    throw told(`\`${typed}\` ended with exit code ${command.exitCode}, and nobody looked:\n${wordsOf(command)}`);
  });
}

/** Whether sentences up to the next command speak of how the last one went. */
export function isLookedAt(world: PodwrightWorld): boolean {
  const next = world.sentencesAhead.findIndex((text) => NEXT_COMMAND.test(text));
  const until = next < 0 ? world.sentencesAhead : world.sentencesAhead.slice(0, next);
  return until.some((text) => LOOKS.test(text));
}

/** Whoever ends a container from inside of it is cut off with it: that session has done what it was for. */
function hasFailed({ exitCode }: RunningCommand): boolean {
  return exitCode !== undefined && exitCode > 0 && exitCode <= BY_SIGNAL;
}

function wordsOf({ stdout, stderr }: RunningCommand): string {
  return stderr.trim() || stdout.trim() || '(it said nothing)';
}

/** Does what a sentence says in kubectl's words: what fails has to be expected, as with a command that is written out. */
export function perform(world: PodwrightWorld, commandLine: string): void {
  expectFailureAhead(world, world.execute(commandLine));
}

/** `nodes "node-1" not found`: whoever guessed a name wants to know the names. */
function namesNear({ cluster }: PodwrightWorld, said: string): string {
  const [, resource = '', name = ''] = /\(NotFound\): ([a-z]+)(?:\.[\w.]+)? "([^"]+)" not found/.exec(said) ?? [];
  const kind = findResource(resource)?.kind;
  if (kind === undefined) return '';
  const names = cluster.api
    .list(kind)
    .map(({ metadata }) => (metadata.namespace === undefined ? '' : `${metadata.namespace}/`) + metadata.name);
  return names.length === 0 ? '' : `\n(of ${resource}, ${nearest(name, names)})`;
}
