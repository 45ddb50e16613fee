import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, DEFAULT_LIMITS, type Finding, surroundingsOf } from '../index';
import { realWorld } from './realworld';

/** `npm run realworld`: asks everything about each manifest of this folder and writes `verdicts.md`, for people to read and doubt. */
const setup = { kubernetes: '1.36', seed: 1 };

function row({ server, container, verdict, answer, repair }: Finding): string {
  const where = container === undefined ? server.name : `${server.name}, ${container}`;
  return `| ${where} | ${verdict} | ${cell(answer)} | ${cell(repair?.sentence ?? '')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

const parts = realWorld().map(({ name, application }) => {
  const rows = check(application, { setup, limits: DEFAULT_LIMITS }).map(row);
  const table = ['| where | verdict | answer | mend |', '|---|---|---|---|', ...rows];
  process.stderr.write(`${name}\n`);
  return [`## ${name}`, '', ...table, '', ...surroundingsOf(application).sentences, ''].join('\n');
});
const head = '# Verdicts on real-world figures\n\nMade by `npm run realworld`; read line by line.\n';
writeFileSync(join(__dirname, 'verdicts.md'), `${[head, ...parts].join('\n').trimEnd()}\n`);
