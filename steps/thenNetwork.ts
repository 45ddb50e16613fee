import { fail } from './observation';
import type { PodName } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

Then(
  'a GET of {string} from/to/on {pod} answers/returns (with ){string}',
  function (this: PodwrightWorld, path: string, { name, namespace }: PodName, expected: string) {
    const answer = this.cluster.get(`${namespace}/${name}`, path);
    if (answer.body.trim() !== expected)
      fail('as the answer', `"${expected}"`, answer.error ?? `${answer.status} "${answer.body.trim()}"`);
  },
);

Then(
  'a GET of {string} from/to/on {pod} answers/returns (with )(status ){int}',
  function (this: PodwrightWorld, path: string, { name, namespace }: PodName, expected: number) {
    const answer = this.cluster.get(`${namespace}/${name}`, path);
    if (answer.status !== expected)
      fail('as the answer', `status ${expected}`, answer.error ?? `status ${answer.status}`);
  },
);

Then(
  'a GET of {string} from/to/on {pod} fails with {string}',
  function (this: PodwrightWorld, path: string, { name, namespace }: PodName, expected: string) {
    const { error, status } = this.cluster.get(`${namespace}/${name}`, path);
    if (!error?.includes(expected)) fail('as the answer', expected, error ?? `status ${status}`);
  },
);
