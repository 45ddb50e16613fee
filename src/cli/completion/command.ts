import { Argument, Command } from 'commander';
import { CUCUMBER_FLAGS, OWN_FLAGS } from '../run/flags';
import { bashScript } from './bash';
import { candidatesOf } from './candidates';
import { fishScript } from './fish';
import { grammarOf, type VerbGrammar } from './grammar';
import { zshScript } from './zsh';

const HELP = `
The script completes verbs, flags, values (releases, formats, the words of explain and steps, tags of the features that are there)
and names of files. It holds all of that, so that completing starts no podwright; make it anew after an update.

bash  podwright completion bash > ~/.local/share/bash-completion/completions/podwright
      or, in ~/.bashrc: source <(podwright completion bash)
zsh   podwright completion zsh > "\${fpath[1]}/_podwright"
      or, in ~/.zshrc after compinit: source <(podwright completion zsh)
fish  podwright completion fish > ~/.config/fish/completions/podwright.fish

A command of a project is completed too: alias podwright='npx podwright'

Exit codes: 0 printed, 2 it is another shell.

Examples
  podwright completion zsh
  source <(npx podwright completion bash)
`;

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };
type Shell = keyof typeof SCRIPTS;

/** The verbs there are: `verbs.ts` hands them over, since it knows this one as well. */
type Verbs = Readonly<Record<string, { readonly hidden?: boolean; readonly load: () => Command }>>;

/** `podwright completion`: prints a script that lets a shell complete the command. */
export function completionCommand(verbs: Verbs): Command {
  return new Command('completion')
    .description('print a script that lets bash, zsh or fish complete the command')
    .addArgument(new Argument('<shell>', 'for which shell').choices(Object.keys(SCRIPTS)))
    .usage('[options] <shell>')
    .addHelpText('after', HELP)
    .exitOverride()
    .action((shell: Shell) => {
      process.stdout.write(SCRIPTS[shell](grammarOfAll(verbs)));
    });
}

/** What is passed on to Cucumber is in no command of ours. */
const MORE = { run: [...OWN_FLAGS, ...CUCUMBER_FLAGS] };

export function grammarOfAll(verbs: Verbs): VerbGrammar[] {
  return Object.entries(verbs)
    .filter(([, { hidden }]) => !hidden)
    .map(([name, { load }]) => grammarOf(load(), candidatesOf, name === 'run' ? MORE.run : []));
}
