import { defineParameterType } from '@cucumber/cucumber';
import { DURATION, NUMBER_WORDS, numberOf, type ObjectName, objectName, parseDuration } from '../src/index';
import { calling, NAME, unquoted } from './names';

defineParameterType({
  name: 'duration',
  regexp: new RegExp(DURATION),
  transformer: parseDuration,
  useForSnippets: true,
});

const QUOTED = /"[^"]*"|'[^']*'/g;

/** `"a", "b", "c"`, `"a", "b" and "c"`: one or more quoted words. */
defineParameterType({
  name: 'words',
  regexp: new RegExp(`(?:${QUOTED.source})(?:(?:, and |, then |, | and | then )(?:${QUOTED.source}))*`),
  transformer: (text: string) => [...text.matchAll(QUOTED)].map(([word]) => unquoted(word)),
  useForSnippets: false,
});

/** `0s, 10s, 20s`: one or more durations. */
defineParameterType({
  name: 'durations',
  regexp: new RegExp(`${DURATION}(?:, ${DURATION})*`),
  transformer: (text: string) => text.split(', ').map(parseDuration),
  useForSnippets: false,
});

/** A command line between backquotes or quotes. */
defineParameterType({
  name: 'command',
  regexp: /`[^`]+`|"[^"]+"|'[^']+'/,
  transformer: (text: string) => text.slice(1, -1).replace(/^\$ /, ''),
  useForSnippets: false,
});

/** STATUS, READY or both, as `kubectl get pods` shows them: in quotes, or a word that only they are written like: `Init:0/2`. */
export const STATUS = `(?:"[^"]*"|'[^']*'|\\d+/\\d+(?: [A-Z][\\w:/]*\\w)?|[A-Z][\\w:/]*\\w)`;

defineParameterType({
  name: 'status',
  regexp: new RegExp(STATUS),
  transformer: unquoted,
  useForSnippets: false,
});

/** `Ready`, `"ContainersReady"`, `"example.com/checked"`. */
defineParameterType({
  name: 'conditionType',
  regexp: /"[^"]*"|'[^']*'|[A-Z]\w*/,
  transformer: unquoted,
  useForSnippets: false,
});

/** The status of a condition, as people write it. */
defineParameterType({
  name: 'truth',
  regexp: /["']?(true|false|unknown|True|False|Unknown)["']?/,
  transformer: (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  useForSnippets: false,
});

/** A condition with its status, as `kubectl wait` writes it. */
export interface ConditionSaid {
  readonly type: string;
  readonly status: string;
}

/** `Ready=False`. */
defineParameterType({
  name: 'condition',
  regexp: /[A-Z]\w*=(?:True|False|Unknown)/,
  transformer: (text: string): ConditionSaid => {
    const [type = '', status = ''] = text.split('=');
    return { type, status };
  },
  useForSnippets: false,
});

/** Several of them, one after the other: `"Pending", "Running"` or `Pending → Running`. */
defineParameterType({
  name: 'statuses',
  regexp: new RegExp(`${STATUS}(?:(?:, and |, then |, | and | then | → | -> )${STATUS})*`),
  transformer: (text: string) => [...text.matchAll(new RegExp(STATUS, 'g'))].map(([status]) => unquoted(status)),
  useForSnippets: false,
});

/** A signal: `signal "SIGTERM"` or just `SIGTERM`. */
defineParameterType({
  name: 'signal',
  regexp: /(?:the )?(?:signal )?(?:"SIG[A-Z0-9]+"|'SIG[A-Z0-9]+'|SIG[A-Z0-9]+)|(?:the )?signal "[A-Z0-9]+"/,
  transformer: (text: string) => unquoted(text.replace(/^(?:the )?(?:signal )?/, '')),
  useForSnippets: false,
});

const NUMBER = `(?:\\d+|${NUMBER_WORDS.slice(1).join('|')})`;
const RELATION = 'at least|at most|no more than|more than|no fewer than|no less than|fewer than|less than|exactly|only';

/** How many of something: what a sentence says of a number. */
export interface Count {
  readonly text: string;
  accepts(count: number): boolean;
}

const RELATIONS: Readonly<Record<string, (count: number, n: number) => boolean>> = {
  'at least': (count, n) => count >= n,
  'no fewer than': (count, n) => count >= n,
  'no less than': (count, n) => count >= n,
  'at most': (count, n) => count <= n,
  within: (count, n) => count <= n,
  'no more than': (count, n) => count <= n,
  'more than': (count, n) => count > n,
  'fewer than': (count, n) => count < n,
  'less than': (count, n) => count < n,
};

/** `3`, `three`, `at least 2`, `between 2 and 4`. */
function countOf(text: string): Count {
  if (text === 'some') return { text, accepts: (count) => count > 0 };
  const [first = 0, second = 0] = [...text.matchAll(new RegExp(`\\b${NUMBER}\\b`, 'g'))].map(([n]) => numberOf(n));
  if (text.startsWith('between')) return { text, accepts: (count) => count >= first && count <= second };
  const relation = RELATIONS[new RegExp(`^(?:${RELATION})`).exec(text)?.[0] ?? ''];
  return { text, accepts: (count) => (relation ? relation(count, first) : count === first) };
}

/** The number, where it is one: undefined for `at least 2`. */
export function parseCount(text: string): number | undefined {
  return new RegExp(`^${NUMBER}$`).test(text) ? numberOf(text) : undefined;
}

const COUNT = `(?:between ${NUMBER} and ${NUMBER}|(?:(?:${RELATION}) )?${NUMBER})`;

/** Pods and other objects counted: the members of a Deployment, a Job and the like, whose names chance makes up. */
defineParameterType({
  name: 'count',
  regexp: new RegExp(`${COUNT}|no|some`),
  transformer: countOf,
  useForSnippets: false,
});

/** The same where none has a sentence of its own. */
defineParameterType({ name: 'number', regexp: new RegExp(COUNT), transformer: countOf, useForSnippets: false });

/** How often something happened. */
export type Times = Count;

/** What a sentence means that says no more than that something happened. */
export const AT_LEAST_ONCE: Times = { text: 'at least once', accepts: (count) => count > 0 };
export const NEVER: Times = { text: 'never', accepts: (count) => count === 0 };

defineParameterType({
  name: 'times',
  regexp: new RegExp(`${COUNT} times?|(?:(?:${RELATION}) )?(?:once|twice)|never`),
  transformer: (text: string): Times => {
    const plain = { never: 'no', once: 'one', twice: 'two' };
    const words = text.replace(/ times?$/, '').replace(/never|once|twice/, (word) => plain[word as 'once']);
    return { ...countOf(words), text };
  },
  useForSnippets: false,
});

/** How long something took. */
export interface Span {
  readonly text: string;
  accepts(durationMs: number): boolean;
}

const ABOUT = /^(?:about|around|approximately|roughly)$/;
const SPAN_RELATION = 'about|around|approximately|roughly|at least|at most|within|no more than|more than|less than';

/** `about 30s` is within a tenth, and a second at least; so is `30s`. */
defineParameterType({
  name: 'span',
  regexp: new RegExp(`(?:(?:${SPAN_RELATION}) )?${DURATION}|between ${DURATION} and ${DURATION}`),
  transformer: (text: string): Span => {
    const between = new RegExp(`^between (${DURATION}) and (${DURATION})$`).exec(text);
    if (between) {
      const [from, to] = [parseDuration(between[1] as string), parseDuration(between[2] as string)];
      return { text, accepts: (ms) => ms >= from && ms <= to };
    }
    const [, relation = '', duration = ''] = new RegExp(`^(?:(${SPAN_RELATION}) )?(.*)$`).exec(text) ?? [];
    const limitMs = parseDuration(duration);
    if (relation === '' || ABOUT.test(relation))
      return { text, accepts: (ms) => Math.abs(ms - limitMs) <= Math.max(1000, limitMs / 10) };
    return { text, accepts: (ms) => RELATIONS[relation]?.(ms, limitMs) === true };
  },
  useForSnippets: false,
});

/** A pod, with its namespace where that isn't `default`: `pod "web"`, `pod "web-*" in namespace "dev"`. */
export interface PodName extends ObjectName {
  readonly namespace: string;
}

const POD = calling('Pod|pod|po');

defineParameterType({
  name: 'pod',
  regexp: new RegExp(POD.source),
  transformer: readPod,
  useForSnippets: false,
});

function readPod(text: string): PodName {
  const { name, namespace = 'default' } = POD.read(text);
  return { ...objectName('pod', name), namespace };
}

/** A container, with its pod where that isn't clear: `container "app"`, `container "app" of pod "web"`. */
export interface ContainerName {
  readonly container: string;
  readonly pod?: string;
  readonly namespace?: string;
  /** Of containers whose behaviour is told: those alone that run this image. */
  readonly image?: string;
}

const CONTAINER = calling('(?:(?:init |sidecar |ephemeral )?container|sidecar)');
const OF = new RegExp(`^(.*?)(?: (?:of|in) (${POD.source}))?$`);
const IMAGE = `(?:the )?image (?:"[^"]*"|'[^']*')`;
const OF_IMAGE = new RegExp(`^(?:(.*) (?:of|with|from|running) )?(${IMAGE})$`);

const CONTAINER_SAID = `(?:${CONTAINER.source}(?: (?:of|in) ${POD.source}| (?:of|with|from|running) ${IMAGE})?|${IMAGE})`;

defineParameterType({
  name: 'container',
  regexp: new RegExp(CONTAINER_SAID),
  transformer: readContainer,
  useForSnippets: false,
});

function readContainer(text: string): ContainerName {
  const ofImage = OF_IMAGE.exec(text);
  if (ofImage) return ofContainerImage(ofImage[1], ofImage[2] as string);
  const [, itself = '', inPod] = OF.exec(text) ?? [];
  const { name, namespace } = CONTAINER.read(itself);
  if (inPod === undefined) return { container: name, ...(namespace !== undefined && { pod: '*', namespace }) };
  const pod = POD.read(inPod);
  return { container: name, pod: pod.name, namespace: pod.namespace ?? 'default' };
}

/** ` of container "web"`, or nothing where only one can be meant. */
defineParameterType({
  name: 'ofContainer',
  regexp: new RegExp(`(?: of ${CONTAINER_SAID})?`),
  transformer: (text: string) => (text === '' ? undefined : readContainer(text.slice(' of '.length))),
  useForSnippets: false,
});

function readImage(text: string): string {
  return unquoted(text.replace(/^(?:the )?image /, ''));
}

/** `container "web" with image "shop:2"`, and `image "shop:2"` of whichever containers run it. */
function ofContainerImage(said: string | undefined, image: string): ContainerName {
  const { name, namespace } = said === undefined ? { name: '*', namespace: undefined } : CONTAINER.read(said);
  return {
    container: name,
    image: readImage(image),
    ...(namespace !== undefined && { pod: '*', namespace }),
  };
}

/** A node by its name, or as the place of a pod: `node "k8s-node01"`, `the node` where there is only one, `the node of pod "db-0"`. */
export class NodeName {
  constructor(
    readonly name: string,
    readonly ofPod?: PodName,
  ) {}
}

const NODE = calling('Node|node');
const OF_POD = new RegExp(`^the node of (${POD.source})$`);

defineParameterType({
  name: 'node',
  regexp: new RegExp(`(?:the node of ${POD.source}|${NODE.source})`),
  transformer: (text: string): NodeName => {
    const [, pod] = OF_POD.exec(text) ?? [];
    return pod === undefined ? new NodeName(NODE.read(text).name) : new NodeName('*', readPod(pod));
  },
  useForSnippets: false,
});

/** What a field may hold: `"text"` or a number. */
defineParameterType({
  name: 'fieldValue',
  regexp: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+/,
  transformer: (text: string) => unquoted(text).replaceAll(/\\(["'])/g, '$1'),
  useForSnippets: false,
});

/** An image: `image "nginx:1.25"`. */
defineParameterType({
  name: 'image',
  regexp: new RegExp(IMAGE),
  transformer: readImage,
  useForSnippets: false,
});

/** Labels of pods: `label "app=web"`, `labels app=web`. */
defineParameterType({
  name: 'label',
  regexp: new RegExp(`(?:the )?labels? (?:"[^"]*"|'[^']*'|[\\w./-]+=${NAME})`),
  transformer: (text: string) => unquoted(text.replace(/^(?:the )?labels? /, '')),
  useForSnippets: false,
});
