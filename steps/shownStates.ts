import { defineParameterType } from '@cucumber/cucumber';
import type { ShownPod } from '../src/index';

/** What several pods may be said to be: a word and what it means of one of them. */
export interface ShownState {
  readonly word: string;
  is(pod: ShownPod): boolean;
}

/** READY, STATUS or both, as `kubectl get pods` shows them. */
export function isShownAs({ ready, status }: ShownPod, wanted: string): boolean {
  return [ready, status, `${ready} ${status}`].includes(wanted);
}

const STATES: Readonly<Record<string, (pod: ShownPod) => boolean>> = {
  'not ready': (pod) => !pod.isReady,
  unready: (pod) => !pod.isReady,
  // One that is being deleted is on its way out, whatever its condition still says
  ready: (pod) => pod.isReady && pod.status !== 'Terminating',
  healthy: (pod) => pod.isReady,
  running: ({ status }) => status === 'Running',
  pending: ({ phase }) => phase === 'Pending',
  terminating: ({ status }) => status === 'Terminating',
  failed: ({ phase }) => phase === 'Failed',
  succeeded: ({ phase }) => phase === 'Succeeded',
  completed: ({ phase }) => phase === 'Succeeded',
};

defineParameterType({
  name: 'shown',
  regexp: new RegExp(Object.keys(STATES).join('|')),
  transformer: (word: string) => word,
  useForSnippets: false,
});

/** @param word one of the words of `{shown}` */
export function stateOf(word: string): ShownState {
  return { word, is: STATES[word] as ShownState['is'] };
}
