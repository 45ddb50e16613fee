import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import '../../cluster';
import { allRules } from '../../kernel/index';
import type { Outcome } from './tool';

/** Fails for each rule that no scenario of the run before has exercised: an untested rule is an opinion. */
export function checkRules(): Outcome {
  const startMs = Date.now();
  const acted = new Set(JSON.parse(readFileSync(join('reports', 'rules.json'), 'utf8')) as string[]);
  const idle = allRules().filter((rule) => !acted.has(rule.id));
  return {
    name: 'every rule is exercised by a feature',
    passed: allRules().length - idle.length,
    failed: idle.length,
    output: idle.map(({ id, says }) => `${id}: no scenario makes it act (${says})`).join('\n'),
    wallMs: Date.now() - startMs,
  };
}
