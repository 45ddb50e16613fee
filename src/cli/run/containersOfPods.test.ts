import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { typed } from '../testing';

/** Two pods with a container of the same name: the second comes when the first has ended. */
const BACKGROUND = `
  Background:
    When I run \`kubectl create -f first.yaml\`
    And 20s pass
    And I run \`kubectl create -f second.yaml\`
    And 20s pass
`;

const pod = (name: string) =>
  `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  restartPolicy: Never
  containers: [{name: c, image: busybox, args: [sleep, "5"]}]
`;

const [FIRST, SECOND] = ['container "c" of pod "first"', 'container "c" of pod "second"'];

/** Sentences, and whether they are true. */
const SENTENCES: readonly (readonly [isTrue: boolean, sentence: string])[] = [
  [true, `${FIRST} starts before ${SECOND}`],
  [false, `${SECOND} starts before ${FIRST}`],
  [true, `${SECOND} starts after ${FIRST}`],
  [false, `${FIRST} starts after ${SECOND}`],
  [true, `${FIRST} ended before ${SECOND}`],
  [false, `${SECOND} ended before ${FIRST}`],
  [true, `${SECOND} starts after ${FIRST} has ended`],
  [false, `${FIRST} starts after ${SECOND} has ended`],
  [false, `${FIRST} and ${SECOND} have run at the same time`],
];

describe('containers of several pods', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'podwright-pods-'));
  after(() => rmSync(folder, { recursive: true }));

  it('are told apart by sentences about their order', async () => {
    const scenarios = SENTENCES.map(([, sentence], i) => `  Scenario: number ${i}\n    Then ${sentence}\n`);
    writeFileSync(join(folder, 'a.feature'), `Feature: order\n${BACKGROUND}\n${scenarios.join('\n')}`);
    for (const name of ['first', 'second']) writeFileSync(join(folder, `${name}.yaml`), pod(name));
    const { stdout } = await typed(folder, 'run', 'a.feature');
    const failed = [...stdout.matchAll(/^✖ number (\d+)/gm)].map(([, i]) => SENTENCES[Number(i)]?.[1]);
    expect(failed).to.deep.equal(SENTENCES.filter(([isTrue]) => !isTrue).map(([, sentence]) => sentence));
  });
});
