import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as messages from '@cucumber/messages';
import { Cluster } from '../../cluster';
import { judgeRows, type RowsFile, type RowsPage } from '../rows/index';
import { StoryRecorder } from '../story/index';
import type { Story } from '../story/types';
import { htmlReport, RunModel } from './index';
import { testFolder } from './testFolder';

/** A scenario as a test writes it. */
export interface ToldScenario {
  readonly name: string;
  readonly tags?: readonly string[];
  readonly steps: readonly { text: string; status?: string; message?: string }[];
  readonly story?: Story;
  readonly attempts?: number;
}

export interface ToldFeature {
  readonly uri: string;
  readonly name: string;
  readonly scenarios: readonly ToldScenario[];
}

/** What Cucumber would send of a run. @param salt makes the ids differ, as random ones do */
export function messagesOf(features: readonly ToldFeature[], salt = ''): messages.Envelope[] {
  const out: unknown[] = [
    { testRunStarted: { id: 'run', timestamp: { seconds: 1_700_000_000 + salt.length, nanos: 0 } } },
  ];
  for (const { uri, name, scenarios } of features) {
    const children = scenarios.map((scenario, i) => ({
      scenario: {
        id: `${salt}${uri}${i}`,
        keyword: 'Scenario',
        name: scenario.name,
        location: { line: 3 + i * 10 },
        examples: [],
        steps: scenario.steps.map((_, j) => ({
          id: `${salt}${uri}${i}.${j}`,
          keyword: 'Given ',
          location: { line: 4 + i * 10 + j },
        })),
      },
    }));
    out.push({
      gherkinDocument: { uri, feature: { name, description: '', children, tags: [], location: { line: 1 } } },
    });
    for (const [i, scenario] of scenarios.entries()) out.push(...scenarioMessages(scenario, `${salt}${uri}${i}`, uri));
  }
  out.push({ testRunFinished: { timestamp: { seconds: 1_700_000_009 + salt.length, nanos: 0 }, success: true } });
  return out as messages.Envelope[];
}

/** The id that the attempt of a scenario has in {@link messagesOf}. */
export function attemptId(uri: string, scenario: number, attempt = 0, salt = ''): string {
  return `${salt}${uri}${scenario}-${attempt}`;
}

function scenarioMessages({ name, tags = [], steps, attempts = 1 }: ToldScenario, id: string, uri: string): unknown[] {
  const pickleSteps = steps.map(({ text }, j) => ({ id: `${id}p${j}`, text, astNodeIds: [`${id}.${j}`] }));
  const testSteps = steps.map((_, j) => ({ id: `${id}t${j}`, pickleStepId: `${id}p${j}`, stepDefinitionIds: ['d'] }));
  const out: unknown[] = [
    {
      pickle: {
        id: `${id}pickle`,
        uri,
        name,
        astNodeIds: [id],
        tags: tags.map((tag) => ({ name: tag })),
        steps: pickleSteps,
      },
    },
    { testCase: { id: `${id}case`, pickleId: `${id}pickle`, testSteps } },
  ];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const testCaseStartedId = `${id}-${attempt}`;
    out.push({ testCaseStarted: { id: testCaseStartedId, testCaseId: `${id}case`, attempt } });
    steps.forEach(({ status = 'PASSED', message }, j) => {
      // Of several attempts only the last one is as told: those before it fail at their last step.
      const fails = attempt < attempts - 1 && j === steps.length - 1;
      const testStepResult = { status: fails ? 'FAILED' : status, message: fails ? 'not yet' : message };
      out.push({ testStepFinished: { testCaseStartedId, testStepId: `${id}t${j}`, testStepResult } });
    });
    const run = JSON.stringify({ kubernetes: '1.36', seed: 1, virtualMs: 90_000, digest: 'd' });
    out.push({ attachment: { fileName: 'run.json', testCaseStartedId, body: run, contentEncoding: 'IDENTITY' } });
  }
  return out;
}

/** The whole report of a run, its stories written by one process. */
export function reportOf(
  features: readonly ToldFeature[],
  { salt = '', backwards = false, rows = [] as readonly RowsFile[] } = {},
): string {
  const model = modelOf(features, salt);
  const lines = features.flatMap(({ uri, scenarios }) =>
    scenarios.flatMap(({ story, attempts = 1 }, i) =>
      story
        ? Array.from({ length: attempts }, (_, attempt) =>
            JSON.stringify({ testCaseStartedId: attemptId(uri, i, attempt, salt), story }),
          )
        : [],
    ),
  );
  const file = join(testFolder(), 'stories.ndjson');
  writeFileSync(file, `${(backwards ? lines.reverse() : lines).join('\n')}\n`);
  return htmlReport(model, { version: '1.2.3', stories: [file], nowMs: 0, rows: rowsOf(features, rows) });
}

/** What a run says of rows. */
export function rowsOf(features: readonly ToldFeature[], files: readonly RowsFile[]): RowsPage[] {
  const model = modelOf(features);
  return judgeRows(files, model.features(), model.tags());
}

function modelOf(features: readonly ToldFeature[], salt = ''): RunModel {
  const model = new RunModel();
  for (const message of messagesOf(features, salt)) model.add(message);
  return model;
}

/** A real story: a pod whose container is killed again and again by its liveness probe. */
export function livenessStory(options: { seed?: number; command?: string; forMs?: number } = {}): Story {
  const {
    seed = 1,
    forMs = 90_000,
    command = 'touch /tmp/healthy; echo hello; sleep 30; rm -f /tmp/healthy; sleep 600',
  } = options;
  const manifest = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: c
    image: busybox
    args: [/bin/sh, -c, ${JSON.stringify(command)}]
    livenessProbe: {exec: {command: [cat, /tmp/healthy]}, initialDelaySeconds: 5, periodSeconds: 5}
`;
  const cluster = new Cluster({ seed, readFile: () => manifest });
  const startMs = cluster.now;
  const recorder = new StoryRecorder(cluster, startMs);
  cluster.execute('kubectl create -f pod.yaml');
  const createdMs = cluster.now - startMs;
  cluster.advance(forMs);
  return recorder.story([
    [0, createdMs],
    [createdMs, cluster.now - startMs],
  ]);
}
