import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, DEFAULT_LIMITS, type Finding, surroundingsOf } from '../index';
import { realWorld } from './realworld';

/**
 * `npm run realworld`: asks everything about each manifest of this folder and writes `verdicts.md`, for people to read and doubt.
 * `npm run realworld -- NAME…` asks about these alone, and leaves what is said of the others.
 */
const FILE = join(__dirname, 'verdicts.md');
const wanted = process.argv.slice(2);
const setup = { kubernetes: '1.36', seed: 1 };

function row({ server, container, verdict, answer, repair }: Finding): string {
  const where = container === undefined ? server.name : `${server.name}, ${container}`;
  return `| ${where} | ${verdict} | ${cell(answer)} | ${cell(repair?.sentence ?? '')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

const earlier = wanted.length === 0 ? [] : readFileSync(FILE, 'utf8').split(/\n(?=## )/);
const parts = realWorld().map(({ name, application }) => {
  const before = earlier.find((part) => part.startsWith(`## ${name}\n`));
  if (before !== undefined && !wanted.includes(name)) return before;
  const rows = check(application, { setup, limits: DEFAULT_LIMITS }).map(row);
  const table = ['| where | verdict | answer | mend |', '|---|---|---|---|', ...rows];
  process.stderr.write(`${name}\n`);
  return [`## ${name}`, '', ...table, '', ...surroundingsOf(application.objects).sentences, ''].join('\n');
});
const head = '# Verdicts on real-world figures\n\nMade by `npm run realworld`; read line by line.\n';
writeFileSync(FILE, `${[head, ...parts].join('\n').trimEnd()}\n`);
