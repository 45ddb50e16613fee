import type { Command } from 'commander';
import type * as Check from './check/command';
import type * as Completion from './completion/command';
import type * as Diff from './diff/command';
import type * as Explain from './explain/command';
import type * as Fuzz from './fuzz/command';
import type * as FuzzWorker from './fuzz/workerCommand';
import type * as Init from './init/command';
import type * as Play from './play/command';
import type * as Run from './run/command';
import type * as Steps from './steps/command';
import type * as WhyVerb from './why/command';

interface Verb {
  /** What `podwright --help` says of it, its own help says the same. */
  readonly description: string;
  readonly usage: string;
  /** Not for people. */
  readonly hidden?: boolean;
  /** Loads what the verb needs: most of a short command's time is loading. */
  readonly load: () => Command;
}

/** All verbs, in the order of the help. */
export const VERBS: Readonly<Record<string, Verb>> = {
  init: {
    description: 'write a first feature for your manifests, a profile and editor settings',
    usage: '[options] [manifest...]',
    load: () => (require('./init/command') as typeof Init).initCommand(),
  },
  run: {
    description: 'run features; the vocabulary is there, no glue code is needed',
    usage: '[options] [path-or-flag...]',
    load: () => (require('./run/command') as typeof Run).runCommand(),
  },
  play: {
    description:
      'create manifests in a simulated cluster and print what `kubectl get pods -w` would have, then the events',
    usage: '[options] <manifest...>',
    load: () => (require('./play/command') as typeof Play).playCommand(),
  },
  why: {
    description: 'why a pod restarted, waits or is not ready: the chain of causes, back to what began it',
    usage: '[options] [object-or-feature:line] [state...]',
    load: () => (require('./why/command') as typeof WhyVerb).whyCommand(),
  },
  check: {
    description: 'find out by simulation what the figures in manifests mean, and what would mend bad ones',
    usage: '[options] <manifest...>',
    load: () => (require('./check/command') as typeof Check).checkCommand(),
  },
  diff: {
    description: 'play manifests on several releases of Kubernetes and print where the stories part',
    usage: '[options] <manifest...>',
    load: () => (require('./diff/command') as typeof Diff).diffCommand(),
  },
  fuzz: {
    description: 'look for stories in which manifests fail, and write the smallest one as a feature',
    usage: '[options] [manifest...]',
    load: () => (require('./fuzz/command') as typeof Fuzz).fuzzCommand(),
  },
  explain: {
    description: 'what a reason such as CrashLoopBackOff means, and what rules the simulator follows',
    usage: '[options] [word...]',
    load: () => (require('./explain/command') as typeof Explain).explainCommand(),
  },
  steps: {
    description: 'search the sentences that features may use, with examples',
    usage: '[options] [word...]',
    load: () => (require('./steps/command') as typeof Steps).stepsCommand(),
  },
  completion: {
    description: 'print a script that lets bash, zsh or fish complete the command',
    usage: '[options] <shell>',
    load: () => (require('./completion/command') as typeof Completion).completionCommand(VERBS),
  },
  'fuzz-worker': {
    description: 'play the runs that a `podwright fuzz` hands over',
    usage: '[options]',
    hidden: true,
    load: () => (require('./fuzz/workerCommand') as typeof FuzzWorker).workerCommand(),
  },
};
