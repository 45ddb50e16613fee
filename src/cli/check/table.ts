import pc from 'picocolors';
import type { Finding, Server, Verdict } from '../../check/index';

const MARKS: Readonly<Record<Verdict, string>> = { ok: '✔', note: '·', warning: '!', bad: '✘' };

/** Findings for people: a block for each workload, its containers in order, bad news with its repair. */
export function renderTable(findings: readonly Finding[], notes: readonly string[]): string {
  const blocks = [...groupByServer(findings)].map(([server, own]) => block(server, own));
  return [...blocks, ...notes, summary(findings), ''].join('\n');
}

export function groupByServer(findings: readonly Finding[]): Map<Server, Finding[]> {
  const groups = new Map<Server, Finding[]>();
  for (const finding of findings) groups.set(finding.server, [...(groups.get(finding.server) ?? []), finding]);
  return groups;
}

function block({ kind, name, manifest }: Server, findings: readonly Finding[]): string {
  const lines = [pc.bold(`${kind} ${name}`) + pc.dim(`  ${manifest.file}:${manifest.line}`)];
  let container: string | undefined;
  for (const finding of findings) {
    if (finding.container !== undefined && finding.container !== container)
      lines.push(`  container ${finding.container}`);
    container = finding.container ?? container;
    const indent = finding.container === undefined ? '  ' : '    ';
    lines.push(`${indent}${paint(finding.verdict, MARKS[finding.verdict])} ${finding.answer}`);
    if (finding.repair) {
      lines.push(`${indent}  ${pc.cyan('mend:')} ${finding.repair.sentence}`);
      lines.push(pc.dim(`${indent}  then ${finding.repair.afterwards}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

function summary(findings: readonly Finding[]): string {
  const count = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length;
  const words = [
    [count('bad'), 'bad', 'bad'],
    [count('warning'), 'warning', 'worth a warning'],
    [count('note'), 'note', 'to know'],
    [count('ok'), 'ok', 'fine'],
  ] as const;
  const parts = words.filter(([n]) => n > 0).map(([n, verdict, word]) => paint(verdict, `${n} ${word}`));
  const answers = findings.length === 1 ? 'answer' : 'answers';
  return `${findings.length} ${answers}: ${parts.join(', ') || 'nothing to ask'}`;
}

function paint(verdict: Verdict, text: string): string {
  if (verdict === 'ok') return pc.green(text);
  if (verdict === 'bad') return pc.red(text);
  return verdict === 'warning' ? pc.yellow(text) : pc.dim(text);
}
