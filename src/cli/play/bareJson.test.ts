import { expect } from 'chai';
import { quoteBareJson } from './bareJson';

describe('JSON without quotes in a kubectl line', () => {
  const table: [given: string, becomes: string][] = [
    ['kubectl get pods', 'kubectl get pods'],
    ['kubectl patch job j -p {"spec":{"suspend":false}}', `kubectl patch job j -p '{"spec":{"suspend":false}}'`],
    [
      'kubectl patch pod p --type=json -p [{"op":"remove","path":"/a"}] -n x',
      `kubectl patch pod p --type=json -p '[{"op":"remove","path":"/a"}]' -n x`,
    ],
    ['kubectl run p --overrides={"a": "b c"}', `kubectl run p --overrides='{"a": "b c"}'`],
    [`kubectl patch pod p -p '{"a":1}'`, `kubectl patch pod p -p '{"a":1}'`],
    ['kubectl exec p -- sh -c "echo {1} [2]"', 'kubectl exec p -- sh -c "echo {1} [2]"'],
    [
      'kubectl get pods -o jsonpath={.items[0].metadata.name}',
      'kubectl get pods -o jsonpath={.items[0].metadata.name}',
    ],
    [`kubectl patch pod p -p {"a":"it's"}`, `kubectl patch pod p -p '{"a":"it'\\''s"}'`],
  ];
  for (const [given, becomes] of table) it(given, () => expect(quoteBareJson(given)).to.equal(becomes));
});
