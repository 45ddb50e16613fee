import { defineParameterType } from '@cucumber/cucumber';
import { DURATION, type ObjectName, objectName, parseDuration } from '../src/index';

defineParameterType({
  name: 'duration',
  regexp: new RegExp(DURATION),
  transformer: parseDuration,
  useForSnippets: true,
});

/** `"a", "b", "c"`: one or more quoted words. */
defineParameterType({
  name: 'words',
  regexp: /"[^"]*"(?:, "[^"]*")*/,
  transformer: (text: string) => [...text.matchAll(/"([^"]*)"/g)].map((match) => match[1] as string),
  useForSnippets: false,
});

/** `0s, 10s, 20s`: one or more durations. */
defineParameterType({
  name: 'durations',
  regexp: new RegExp(`${DURATION}(?:, ${DURATION})*`),
  transformer: (text: string) => text.split(', ').map(parseDuration),
  useForSnippets: false,
});

/** A command line between backquotes. */
defineParameterType({
  name: 'command',
  regexp: /`([^`]+)`/,
  transformer: (text: string) => text,
  useForSnippets: false,
});

/** How often something happened. */
export interface Times {
  readonly text: string;
  accepts(count: number): boolean;
}

const RELATIONS: Readonly<Record<string, (count: number, n: number) => boolean>> = {
  'at least': (count, n) => count >= n,
  'at most': (count, n) => count <= n,
  'more than': (count, n) => count > n,
  exactly: (count, n) => count === n,
};

defineParameterType({
  name: 'times',
  regexp: /(?:(?:at least|at most|more than|exactly) )?\d+ times?|once|twice|never/,
  transformer: (text: string): Times => {
    const word = { never: 0, once: 1, twice: 2 }[text];
    if (word !== undefined) return { text, accepts: (count) => count === word };
    const match = /^(?:(at least|at most|more than|exactly) )?(\d+)/.exec(text);
    const relation = RELATIONS[match?.[1] ?? 'exactly'] as (count: number, n: number) => boolean;
    return { text, accepts: (count) => relation(count, Number(match?.[2])) };
  },
  useForSnippets: false,
});

/** How long something took. */
export interface Span {
  readonly text: string;
  accepts(durationMs: number): boolean;
}

/** `about 30s` is within a tenth, and a second at least. */
defineParameterType({
  name: 'span',
  regexp: new RegExp(`(?:about|at least|at most|less than) ${DURATION}|between ${DURATION} and ${DURATION}`),
  transformer: (text: string): Span => {
    const [first = 0, second = 0] = [...text.matchAll(new RegExp(DURATION, 'g'))].map((match) =>
      parseDuration(match[0]),
    );
    const accepts = {
      about: (ms: number) => Math.abs(ms - first) <= Math.max(1000, first / 10),
      'at least': (ms: number) => ms >= first,
      'at most': (ms: number) => ms <= first,
      'less than': (ms: number) => ms < first,
      between: (ms: number) => ms >= first && ms <= second,
    }[/^(?:at \w+|less than|\w+)/.exec(text)?.[0] as 'about'];
    return { text, accepts };
  },
  useForSnippets: false,
});

/** A pod, with its namespace where that isn't `default`: `pod "web"`, `pod "web-*" in namespace "dev"`. */
export interface PodName extends ObjectName {
  readonly namespace: string;
}

defineParameterType({
  name: 'pod',
  regexp: /pod "([^"]+)"(?: in namespace "([^"]+)")?/,
  transformer: (name: string, namespace = 'default'): PodName => ({ ...objectName('pod', name), namespace }),
  useForSnippets: false,
});

/** A container, with its pod where that isn't clear: `container "app"`, `container "app" of pod "web"`. */
export interface ContainerName {
  readonly container: string;
  readonly pod?: string;
  readonly namespace?: string;
}

defineParameterType({
  name: 'container',
  regexp: /(?:(?:init |sidecar |ephemeral )?container) "([^"]+)"(?: of pod "([^"]+)"(?: in namespace "([^"]+)")?)?/,
  transformer: (container: string, pod?: string, namespace?: string): ContainerName => ({
    container,
    ...(pod !== undefined && { pod, namespace: namespace ?? 'default' }),
  }),
  useForSnippets: false,
});
