import type { Behaviour } from '../src/index';
import type { ContainerName } from './parameters';
import { Given } from './sentence';
import type { PodwrightWorld } from './world';

/** Where an app listens: elsewhere than its manifest says, for its own pod alone, or later at one port than at another. */

const LOCALHOST = '127.0.0.1';

const SENTENCES: Readonly<Record<string, (port: number, timeMs: number) => Behaviour>> = {
  '(only )listens (only )on port {int}( only)': (port) => ({ ports: [{ port }] }),
  'listens on port {int} after/from {duration}( on)': opensLater,
  'opens (its )port {int} after {duration}': opensLater,
  'listens on port {int} of localhost( only)': (port) => ({ ports: [{ port, address: LOCALHOST }] }),
  '(only )listens (only )on localhost( only)': () => ({ ports: [{ address: LOCALHOST }] }),
  'does not listen on port {int}': (port) => ({ refuses: [{ port }] }),
  'refuses connections on port {int}': (port) => ({ refuses: [{ port }] }),
  'refuses connections on port {int} after/from {duration}( on)': (port, fromMs) => ({ refuses: [{ port, fromMs }] }),
  'closes (its )port {int} after {duration}': (port, fromMs) => ({ refuses: [{ port, fromMs }] }),
};

for (const [sentence, behaviour] of Object.entries(SENTENCES))
  Given(
    `{container} ${sentence}`,
    function (this: PodwrightWorld, name: ContainerName, ...[port = 0, timeMs = 0]: number[]) {
      this.behave(name, behaviour(port, timeMs));
    },
  );

function opensLater(port: number, untilMs: number): Behaviour {
  return { ports: [{ port }], refuses: [{ port, untilMs }] };
}
