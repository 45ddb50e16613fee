import { type Answer, askedBy, NoSuchMoment } from '../../why/index';
import type * as CucumberConfiguration from '../run/configuration';
import type * as CucumberSession from '../run/session';
import { UsageError } from '../usageError';

export interface FeatureQuestion {
  readonly words: readonly string[];
  readonly namespace: string | undefined;
  readonly askedMs: number | undefined;
  readonly seed: number;
}

/** What a scenario answers, attached to it as `why.json` (steps/why.ts). */
type Attached = { readonly answers: readonly Answer[] } | { readonly problem: string };

/** Plays one scenario and answers: without a question, why it fails, or what is not well at its end. @throws UsageError */
export async function askFeature(feature: string, { words, ...question }: FeatureQuestion): Promise<Answer[]> {
  const why = { ...question, ...(words.length > 0 && { asked: asked(words) }) };
  // Cucumber takes a quarter of a second to load: only who asks about features pays for it
  const { configure } = require('../run/configuration') as typeof CucumberConfiguration;
  const { Session } = require('../run/session') as typeof CucumberSession;
  const configuration = await configure({ argv: [feature], parameters: { why } });
  const { runtime } = configuration;
  const session = await Session.load({ ...configuration, runtime: { ...runtime, parallel: 0 } });
  const found: Attached[] = [];
  let scenarios = 0;
  await session.run({ formats: { ...configuration.formats, files: {} } }, ({ attachment, testCaseStarted }) => {
    if (testCaseStarted && testCaseStarted.attempt === 0) scenarios++;
    if (attachment?.fileName === 'why.json') found.push(JSON.parse(textOf(attachment)) as Attached);
  });
  const [first] = found;
  if (scenarios === 0) throw new UsageError(`${feature} has no scenario there`);
  if (scenarios > 1)
    throw new UsageError(
      `${feature} has ${scenarios} scenarios: name the line of one, as ${feature.replace(/:\d+$/, '')}:12`,
    );
  if (!first) throw new UsageError(`no sentence of ${feature} needed a cluster: there is nothing to explain`, 1);
  if ('problem' in first) throw new UsageError(first.problem, 1);
  return [...first.answers];
}

function asked(words: readonly string[]) {
  try {
    return askedBy(words);
  } catch (error) {
    if (error instanceof NoSuchMoment) throw new UsageError(error.message, 1);
    throw error;
  }
}

function textOf({ body, contentEncoding }: { body: string; contentEncoding: string }): string {
  return contentEncoding === 'BASE64' ? Buffer.from(body, 'base64').toString() : body;
}
