import pc from 'picocolors';
import { allRules } from '../../kernel/index';
import { type Answer, type CauseLink, timeText } from '../../why/index';
import { capital } from '../../why/past';

const ENDS: Readonly<Record<NonNullable<CauseLink['root']>, string>> = {
  deed: 'somebody did that',
  manifest: 'the manifest says so',
  app: 'that is what the app does',
  world: 'that comes from outside of the cluster',
  start: 'it was so when the story began',
};

/** The chain as rows of time and sentence, the newest first; below it the rules that acted, with their sources. */
export function renderAnswers(answers: readonly Answer[]): string {
  const rules = allRules();
  const blocks = answers.map(({ seen, chain }) => [pc.bold(seen), ...chainRows(chain)].join('\n'));
  const acted = [...new Set(answers.flatMap(({ chain }) => chain.flatMap(({ rule }) => rule ?? [])))];
  const told = rules.filter(({ id }) => acted.includes(id)).sort((a, b) => acted.indexOf(a.id) - acted.indexOf(b.id));
  const sources = told.map(({ id, says, source }) => `  ${pc.cyan(id)}: ${says} ${pc.dim(`(${source})`)}`);
  return `${[...blocks, ...(sources.length > 0 ? [[pc.bold('Rules that acted'), ...sources].join('\n')] : [])].join('\n\n')}\n`;
}

function chainRows(chain: readonly CauseLink[]): string[] {
  const times = chain.map(({ t }) => timeText(t));
  const width = Math.max(0, ...times.map((time) => time.length));
  return chain.map(({ says, rule, root }, i) => {
    const by = rule ? ` ${pc.cyan(`[${rule}]`)}` : '';
    const end = root ? pc.dim(` ${capital(ENDS[root])}.`) : '';
    return `  ${pc.dim((times[i] as string).padStart(width))}  ${plain(says)}${by}${end}`;
  });
}

/** What programs have written must not steer the terminal nor turn the text around. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** The stable contract of `--output json`: `[{seen, chain: [{t, object, says, rule?, source?, root?}]}]`. */
export function renderJson(answers: readonly Answer[]): string {
  const sources = new Map(allRules().map(({ id, source }) => [id, source]));
  const rows = answers.map(({ seen, chain }) => ({
    seen,
    chain: chain.map(({ t, object, says, rule, root }) => ({
      t,
      object,
      says,
      ...(rule && { rule, source: sources.get(rule) }),
      ...(root && { root }),
    })),
  }));
  return `${JSON.stringify(rows, null, 1)}\n`;
}
