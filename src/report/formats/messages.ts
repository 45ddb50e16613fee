import type { Duration, Envelope, TestCase, Timestamp } from '@cucumber/messages';
import { shortened } from '../story/limits';
import type { StepTime } from '../story/types';
import { visible } from '../visible';

/** A message holds nothing longer: a line of a log may be endless. */
const MAX_TEXT_CHARS = 20_000;

/** Where virtual time begins: the day that a cluster's calendar shows when it is not told another one. */
const FIRST_DAY_MS = Date.parse('2026-01-05T00:00:00Z');

export interface PlayedTimes {
  /** From when to when each step of an attempt was played, virtual milliseconds since the scenario began. */
  stepTimesOf(attemptId: string): readonly StepTime[];
}

/**
 * Cucumber's messages as they are the same for the same run: its random ids become numbers in order of appearance, and
 * its times virtual ones, one scenario after the other. Only `meta`, `testRunStarted` and `testRunFinished`, which tell
 * where and when the run took place, keep what they have.
 */
export function* reproducible(messages: Iterable<Envelope>, times: PlayedTimes): Generator<Envelope> {
  const clock = new Clock(times);
  const ids = new Map<string, string>();
  for (const message of messages) {
    const timed = clock.timed(message);
    yield message.meta ? message : renamed(timed, ids);
  }
}

/** Moves from scenario to scenario on virtual time. */
class Clock {
  private nowMs = FIRST_DAY_MS;
  private startMs = FIRST_DAY_MS;
  private readonly testCases = new Map<string, TestCase>();
  private readonly testCaseOf = new Map<string, TestCase | undefined>();

  constructor(private readonly times: PlayedTimes) {}

  timed(message: Envelope): Envelope {
    const { testCase, testCaseStarted, testStepStarted, testStepFinished, testCaseFinished, attachment } = message;
    if (testCase) this.testCases.set(testCase.id, testCase);
    if (testCaseStarted) {
      this.startMs = this.nowMs;
      this.testCaseOf.set(testCaseStarted.id, this.testCases.get(testCaseStarted.testCaseId));
      return { testCaseStarted: { ...testCaseStarted, timestamp: timestamp(this.nowMs) } };
    }
    if (testStepStarted) return { testStepStarted: { ...testStepStarted, timestamp: timestamp(this.nowMs) } };
    if (testStepFinished) return { testStepFinished: this.stepFinished(testStepFinished) };
    if (testCaseFinished) return { testCaseFinished: { ...testCaseFinished, timestamp: timestamp(this.nowMs) } };
    if (attachment?.timestamp) return { attachment: { ...attachment, timestamp: timestamp(this.nowMs) } };
    const { testRunHookStarted: begun, testRunHookFinished: ended } = message;
    if (begun) return { testRunHookStarted: { ...begun, timestamp: timestamp(this.nowMs) } };
    if (ended)
      return {
        testRunHookFinished: {
          ...ended,
          timestamp: timestamp(this.nowMs),
          result: { ...ended.result, duration: timestamp(0) },
        },
      };
    return message;
  }

  private stepFinished(finished: NonNullable<Envelope['testStepFinished']>): NonNullable<Envelope['testStepFinished']> {
    const { testCaseStartedId, testStepId, testStepResult } = finished;
    const steps = this.testCaseOf.get(testCaseStartedId)?.testSteps.filter(({ pickleStepId }) => pickleStepId) ?? [];
    const index = steps.findIndex(({ id }) => id === testStepId);
    const [from, to] = this.times.stepTimesOf(testCaseStartedId)[index] ?? [0, 0];
    if (to > 0) this.nowMs = this.startMs + to;
    const duration: Duration = timestamp(to - from);
    return { ...finished, timestamp: timestamp(this.nowMs), testStepResult: { ...testStepResult, duration } };
  }
}

function timestamp(ms: number): Timestamp {
  return { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1e6 };
}

const RANDOM_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A copy with other ids, and without endless text. */
function renamed(value: Envelope, ids: Map<string, string>): Envelope {
  return withTexts(value, (text, key) => {
    if (isNameOfId(key) && RANDOM_ID.test(text)) return idOf(text, ids);
    return text.length > MAX_TEXT_CHARS ? withoutEndlessLines(text) : text;
  });
}

/**
 * The message as it may be shown: Cucumber's own report obeys marks that turn the text around, and hides what it can't draw.
 */
export function withVisibleTexts(message: Envelope): Envelope {
  // Of what a step logs Cucumber shows the colours
  if (message.attachment?.mediaType === 'text/x.cucumber.log+plain') return message;
  return withTexts(message, (text) => (STEERS.test(text) ? visible(text) : text));
}

/** Most texts hold nothing that would have to be shown in another way. */
const STEERS = /[^\t\n\u0020-\u007e\u00a0-\u02ff]/;

/**
 * The same with other texts: a copy of what has changed, and itself where nothing has, as in most of the messages about three
 * hundred definitions. What is encoded, or data for programs, is of use as a whole only.
 */
function withTexts<T>(value: T, change: (text: string, key: string) => string, key = ''): T {
  if (typeof value === 'string') return change(value, key) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const changed = value.map((one: unknown) => withTexts(one, change, key));
    return (changed.some((one, index) => one !== value[index]) ? changed : value) as T;
  }
  const own = value as Readonly<Record<string, unknown>>;
  const isWhole = 'contentEncoding' in own && (own['contentEncoding'] === 'BASE64' || isJson(own));
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(own)) {
    if (isWhole && name === 'body') continue;
    const changed = withTexts(own[name], change, name);
    if (changed === own[name]) continue;
    copy ??= { ...own };
    copy[name] = changed;
  }
  return (copy ?? value) as T;
}

function isNameOfId(key: string): boolean {
  return key === 'id' || key.endsWith('Id') || key.endsWith('Ids');
}

function isJson(value: object): boolean {
  return 'mediaType' in value && value.mediaType === 'application/json';
}

/** Of the form that Cucumber's ids have, so that whoever checks it finds it. */
function idOf(random: string, ids: Map<string, string>): string {
  const known = ids.get(random);
  if (known !== undefined) return known;
  const id = `00000000-0000-4000-8000-${(ids.size + 1).toString(16).padStart(12, '0')}`;
  ids.set(random, id);
  return id;
}

function withoutEndlessLines(text: string): string {
  return text
    .split('\n')
    .map((line) => shortened(line, MAX_TEXT_CHARS))
    .join('\n');
}
