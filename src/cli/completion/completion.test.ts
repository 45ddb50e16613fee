import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { VERBS } from '../verbs';
import { bashScript } from './bash';
import { knownCandidates } from './candidates';
import { grammarOfAll } from './command';
import { fishScript } from './fish';
import { grammarOf } from './grammar';
import { zshScript } from './zsh';

/** What is typed, and what of it must be offered, and what must not. */
interface Row {
  readonly typed: string;
  readonly offers: readonly string[];
  readonly lacks?: readonly string[];
  /** All candidates, nothing else. */
  readonly only?: true;
}

const ROWS: readonly Row[] = [
  { typed: 'podwright ', offers: ['init', 'run', 'play', 'check', 'help'], lacks: ['fuzz-worker', '--seed'] },
  { typed: 'podwright ch', offers: ['check'], only: true },
  { typed: 'podwright --', offers: ['--help', '--version'], only: true },
  { typed: 'podwright help pl', offers: ['play'], only: true },
  { typed: 'podwright completion ', offers: ['bash', 'zsh', 'fish'], only: true },
  { typed: 'podwright play --ku', offers: ['--kubernetes'], only: true },
  { typed: 'podwright play --kubernetes 1.3', offers: ['1.30', '1.36'], lacks: ['1.29', '1.30..1.36'] },
  { typed: 'podwright diff --kubernetes 1.28', offers: ['1.28', '1.28..1.36'], only: true },
  { typed: 'podwright play --output ', offers: ['table', 'json'], only: true },
  { typed: 'podwright check --output s', offers: ['sarif'], only: true },
  { typed: 'podwright check --only slowest-start ha', offers: ['hang'], only: true },
  { typed: 'podwright check --seed ', offers: [], only: true },
  { typed: 'podwright explain Cras', offers: ['CrashLoopBackOff'], only: true },
  { typed: 'podwright explain back-off/dou', offers: ['back-off/doubles'], only: true },
  { typed: 'podwright steps restar', offers: ['restarts'], lacks: ['run'] },
  { typed: 'podwright play k8s/', offers: ['k8s/my pod.yaml', 'k8s/web.yaml', 'k8s/deep/'], lacks: ['k8s/notes.txt'] },
  { typed: 'podwright play --at "5s: kubectl get pods" k8s/w', offers: ['k8s/web.yaml'], only: true },
  { typed: 'podwright run --tags @', offers: ['@fast', '@slow'], only: true },
  { typed: 'podwright run --fail-f', offers: ['--fail-fast'], only: true },
  { typed: 'podwright run features/', offers: ['features/a.feature'], only: true },
  { typed: 'podwright run --reports k', offers: ['k8s/'], only: true },
];

/** Only bash has to do with readline, which splits words at `:` and `=`. */
const BASH_ROWS: readonly Row[] = [
  ...ROWS,
  { typed: 'podwright play --output=j', offers: ['json'], only: true },
  { typed: 'podwright explain Init:E', offers: ['Error'], only: true },
  { typed: 'podwright play k8s/my\\ ', offers: ['k8s/my pod.yaml'], only: true },
  { typed: 'podwright play "k8s/my ', offers: ['k8s/my pod.yaml'], only: true },
];

describe('completion', function () {
  this.timeout(20_000);
  const grammar = grammarOfAll(VERBS);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-completion-'));
    mkdirSync(join(folder, 'k8s', 'deep'), { recursive: true });
    mkdirSync(join(folder, 'features'));
    for (const file of ['my pod.yaml', 'web.yaml', 'notes.txt']) writeFileSync(join(folder, 'k8s', file), '');
    writeFileSync(join(folder, 'features', 'a.feature'), '@fast @slow\nFeature: a\n  # mail@example.org\n');
    writeFileSync(join(folder, 'bash'), bashScript(grammar));
    writeFileSync(join(folder, 'zsh'), zshScript(grammar));
    writeFileSync(join(folder, 'fish'), fishScript(grammar));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a script in a shell without anybody's settings; undefined: the machine has no such shell. */
  const shell = (name: string, args: readonly string[]): string | undefined => {
    const { stdout, stderr, error } = spawnSync(name, [...args], { cwd: folder, encoding: 'utf8' });
    if (error) return undefined;
    expect(stderr, 'no shell complains').to.equal('');
    return stdout;
  };

  const compare = (row: Row, found: readonly string[]) => {
    // Whether a folder is shown with its slash is the shell's affair
    const bare = (list: readonly string[] = []) => [...new Set(list.map((word) => word.replace(/\/$/, '')))];
    if (row.only) expect(bare(found), row.typed).to.have.members(bare(row.offers));
    else expect(bare(found), row.typed).to.include.members(bare(row.offers));
    for (const lacking of bare(row.lacks)) expect(bare(found), row.typed).not.to.include(lacking);
  };

  const END = '----';

  it('of bash: what readline would be handed', function () {
    // COMP_WORDS as readline makes them: broken at blanks outside of quotes, and at : and =
    const ask = ({ typed }: Row) => {
      const words: string[] = typed.match(/"[^"]*"?|(?:\\.|[^\s:="\\])+|[:=]/g) ?? [];
      if (/[^\\]\s$/.test(typed) && !/"[^"]*$/.test(typed.replaceAll(/"[^"]*"/g, ''))) words.push('');
      const quoted = words.map((word) => `'${word}'`).join(' ');
      return `COMP_LINE='${typed}' COMP_POINT=${typed.length}; COMP_WORDS=(${quoted}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _podwright; printf '%s\\n' "\${COMPREPLY[@]}" ${END}`;
    };
    const script = ['source ./bash', 'complete -p podwright', ...BASH_ROWS.map(ask)].join('\n');
    const out = shell('bash', ['--norc', '-c', script]);
    if (out === undefined) return this.skip();
    const [head, ...rest] = out.split('\n');
    expect(head).to.equal('complete -F _podwright podwright');
    const answers = rest.join('\n').split(`${END}\n`);
    BASH_ROWS.forEach((row, i) => {
      compare(row, (answers[i] as string).split('\n').filter(Boolean));
    });
  });

  it('of fish, as fish shows it', function () {
    const ask = ({ typed }: Row) => `complete -C '${typed}'; echo ${END}`;
    const script = ['source ./fish', ...ROWS.map(ask)].join('\n');
    const out = shell('fish', ['--no-config', '-c', script]);
    if (out === undefined) return this.skip();
    const answers = out.split(`${END}\n`);
    ROWS.forEach((row, i) => {
      const lines = (answers[i] as string).split('\n').filter(Boolean);
      compare(
        row,
        lines.map((line) => (line.split('\t')[0] as string).replaceAll('\\ ', ' ')),
      );
    });
  });

  it('of zsh, by the keys that somebody presses', function () {
    // A real line editor on a pseudo-terminal: a widget prints what the completion has found
    const script = `
zmodload zsh/zpty || exit 3
zpty -b z zsh -f -i
line() { local l; while zpty -r z l "*\${1}*"; do [[ $l = *$1* ]] && break; done; print -rn -- "$l" }
zpty -w z "PROMPT=; RPROMPT=; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; source ./zsh; zstyle ':completion:*' list-grouped no; compadd() { builtin compadd -O hits \\"\\$@\\"; all+=(\\$hits); builtin compadd \\"\\$@\\" }; ask() { all=(); typeset -ga all; zle complete-word; print -r -- ANSWER; print -rl -- \\$all; print -r -- ${END}; zle kill-buffer }; zle -N ask; zle -C complete-word complete-word _main_complete; bindkey '^T' ask; print READY''NOW"
line READYNOW >/dev/null
${ROWS.map(({ typed }) => `zpty -w -n z $'${typed}\\C-t'; line ${END}`).join('\n')}
zpty -d z
`;
    const out = shell('zsh', ['-f', '-c', script]);
    if (out === undefined) return this.skip();
    const answers = out.replaceAll('\r', '').split(END);
    ROWS.forEach((row, i) => {
      const lines = ((answers[i] ?? '').split('ANSWER\n')[1] ?? '').split('\n').filter(Boolean);
      // zsh completes a path part by part
      const parts = row.typed.split(' ').at(-1)?.split('/') ?? [];
      const above = parts.slice(0, -1).map((part) => `${part}/`);
      const found = lines.filter((line) => !above.includes(`${line}/`));
      compare(
        row,
        found.map((line) => `${/^-|\//.test(line) ? '' : above.join('')}${line.replaceAll('\\', '')}`),
      );
    });
  });

  it('every value of every flag has its candidates, and every verb is there', () => {
    expect(grammar.map(({ name }) => name)).to.deep.equal(Object.keys(VERBS).filter((name) => !VERBS[name]?.hidden));
    const unknown: string[] = [];
    const look = (verb: string, valueName: string) => {
      const found = knownCandidates(verb, valueName);
      if (!found) unknown.push(`<${valueName}> of podwright ${verb}: see candidates.ts`);
      return found ?? { from: 'nothing' as const };
    };
    for (const { hidden, load } of Object.values(VERBS)) if (!hidden) grammarOf(load(), look);
    expect(unknown).to.deep.equal([]);
  });

  it('the flags of cucumber-js are those that its help tells', () => {
    const cucumber = resolve(__dirname, '../../../node_modules/@cucumber/cucumber/bin/cucumber.js');
    const { stdout } = spawnSync(process.execPath, [cucumber, '--help'], { encoding: 'utf8' });
    const told = [...stdout.matchAll(/^ {2}(-.*?)(?: {2}|$)/gm)].flatMap(
      ([, text = '']) => text.match(/--[\w-]+/g) ?? [],
    );
    const known = grammar.find(({ name }) => name === 'run')?.flags.flatMap(({ names }) => names);
    expect(told.length).to.be.greaterThan(20);
    expect(known).to.include.members(told.filter((flag) => flag !== '--version'));
  });
});
