import { FEATURE, MANIFEST, PROPERTY } from './examples';
import type { UserFolder } from './userFolder';

/** One thing that a user does, and how it must end. */
export interface Experiment {
  readonly name: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly script: string;
  /** Default 0. */
  readonly status?: number;
  /** What must be among what is printed. */
  readonly says: readonly RegExp[];
}

/** Of the registry; only for this test. */
const VITEST = 'vitest@4';
const JEST = 'jest@30';
const TYPESCRIPT = 'typescript@5';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: web
        image: example.com/shop:1
        ports: [{containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: 8080}}
        livenessProbe: {httpGet: {path: /live, port: 8080}}
`;

/** The same questions for every framework. */
const QUESTIONS = `
  test('the shop starts', () => {
    const shop = play('deployment.yaml', { behaviours: { containers: [{ container: 'web', startsServingAfter: '10s' }] } });
    expectPod(shop, 'shop-*').toBecome('1/1 Running', { within: '1m' }).toHaveRestarted(0);
  });`;
const MATCHERS = `
  expect.extend(podwrightMatchers);
  test('matchers', () => {
    const shop = play('deployment.yaml', { for: '1m' });
    expect(expectPod(shop, 'shop-*')).toBe('1/1 Running');
    expect(expectPod(shop, 'shop-*')).not.toHaveShown('Error');
  });
  test('a failure', () => {
    expectPod(play('deployment.yaml'), 'shop-*').toBecome('Error', { within: '10s' });
  });`;
const FAILURE = [
  /expected within 10s: pod "shop-\*" is "Error"/,
  /seen: pod "shop-\w+-\w+" is "1\/1 Running"/,
  /what happened last:/,
];

export const EXPERIMENTS: readonly Experiment[] = [
  {
    name: 'podwright check',
    files: { 'deployment.yaml': DEPLOYMENT },
    script: 'npx podwright check deployment.yaml',
    says: [/slower one is killed by the livenessProbe/, /4 answers/],
  },
  { name: 'podwright init', script: 'npx podwright init', says: [/written\s+features\/shop\.feature/] },
  { name: 'podwright run', script: 'npx podwright run && ls reports', says: [/3 scenarios: 3 passed/, /index\.html/] },
  {
    name: 'podwright run in processes',
    script: 'npx podwright run --parallel 2 --reports again',
    says: [/3 scenarios: 3 passed/],
  },
  { name: 'podwright play', script: 'npx podwright play deployment.yaml', says: [/shop-\w+-\w+ +1\/1 +Running +0/] },
  {
    name: 'podwright play, once more',
    script: 'ls node_modules/podwright/.cache && npx podwright play deployment.yaml',
    says: [/^play-v\d+.*\.pack$/m, /shop-\w+-\w+ +1\/1 +Running +0/],
  },
  {
    name: 'podwright fuzz',
    script: 'npx podwright fuzz --list',
    says: [/no container is killed while it still starts/],
  },
  {
    name: 'podwright explain and steps',
    script: 'npx podwright explain CrashLoopBackOff; npx podwright steps restarted',
    says: [/CrashLoopBackOff/, /has restarted/],
  },
  { name: 'bad input', script: 'npx podwright play nowhere.yaml', status: 2, says: [/nowhere\.yaml/] },
  {
    name: 'cucumber-js with a profile',
    files: {
      'cuke/cucumber.json': '{"default": {"requireModule": ["podwright/steps"], "plugin": ["podwright/plugin"]}}',
      'cuke/features/web.yaml': MANIFEST,
      'cuke/features/web.feature': `${FEATURE}${PROPERTY}`,
    },
    script: 'cd cuke && npx cucumber-js',
    status: 1,
    says: [/2 scenarios \(1 failed, 1 passed\)/, /with 30s \(of 0s to 90s\)/],
  },
  {
    name: 'cucumber-js with a support file, in processes',
    files: {
      'cuke/cucumber.json': '{"default": {"plugin": ["podwright/plugin"]}}',
      'cuke/features/support/podwright.mjs': `import 'podwright/steps';\n`,
    },
    script: 'cd cuke && npx cucumber-js --parallel 2',
    status: 1,
    says: [/2 scenarios \(1 failed, 1 passed\)/, /run cucumber-js without --parallel/],
  },
  {
    name: 'node:test, ES module',
    files: {
      'test/shop.test.mjs': `import test from 'node:test';\nimport { expectPod, play } from 'podwright';\n${QUESTIONS}`,
    },
    script: 'node --test test/shop.test.mjs',
    says: [/pass 1/, /fail 0/],
  },
  {
    name: 'node:test, CommonJS',
    files: {
      'test/shop.test.cjs': `const test = require('node:test');\nconst { expectPod, play } = require('podwright');\n${QUESTIONS}`,
    },
    script: 'node --test test/shop.test.cjs',
    says: [/pass 1/, /fail 0/],
  },
  {
    name: 'Vitest',
    files: {
      'vitest/shop.test.ts': `import { expect, test } from 'vitest';\nimport { expectPod, play, podwrightMatchers } from 'podwright';\n${QUESTIONS}${MATCHERS}`,
    },
    script: `npm install --no-audit --no-fund --save-dev ${VITEST} >/dev/null && npx vitest run --dir vitest`,
    status: 1,
    says: [/Tests +1 failed \| 2 passed/, ...FAILURE],
  },
  {
    name: 'Jest',
    files: {
      'jest/shop.test.js': `const { expectPod, play, podwrightMatchers } = require('podwright');\n${QUESTIONS}${MATCHERS}`,
    },
    script: `npm install --no-audit --no-fund --save-dev ${JEST} >/dev/null && npx jest --rootDir jest`,
    status: 1,
    says: [/Tests: +1 failed, 2 passed/, ...FAILURE],
  },
  ...(['nodenext', 'bundler'] as const).map((resolution) => ({
    name: `TypeScript, moduleResolution ${resolution}`,
    files: {
      'types/shop.mts': `import { type Play, expectPod, play, podwrightMatchers } from 'podwright';
import { PodwrightWorld, observable } from 'podwright/steps';
const shop: Play = play('deployment.yaml', { kubernetes: '1.30', for: '1m' });
expectPod(shop, 'shop').toBecome('Running', { within: '30s' });
observable('{word} shines', (world: PodwrightWorld, word: string) => ({ holds: world.hasCluster, expected: word, seen: word }));
// @ts-expect-error a misspelt option
play('deployment.yaml', { fro: '1m' });
// @ts-expect-error becoming takes time
expectPod(shop, 'shop').toBecome('Running');
export { podwrightMatchers };
`,
    },
    script: `[ -e node_modules/typescript ] || npm install --no-audit --no-fund --save-dev ${TYPESCRIPT} @types/node@20 >/dev/null
npx tsc --noEmit --strict --target es2022 --module ${resolution === 'bundler' ? 'esnext' : resolution} --moduleResolution ${resolution} types/shop.mts && echo right`,
    says: [/^right$/m],
  })),
];

/** @returns what was wrong, undefined if nothing was */
export function playExperiment(
  folder: UserFolder,
  { files = {}, script, status = 0, says }: Experiment,
): string | undefined {
  folder.write(files);
  const ran = folder.run(script);
  const unsaid = says.filter((expression) => !expression.test(ran.text));
  const problems = [
    ...(ran.status === status ? [] : [`ended with ${ran.status}, not ${status}`]),
    ...unsaid.map((expression) => `did not say ${expression}`),
  ];
  return problems.length === 0 ? undefined : `${problems.join(', ')}; it printed\n${ran.text}`;
}
