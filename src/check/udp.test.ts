import { expect } from 'chai';
import { decodeManifests, Release } from '../api/index';
import { Application, check, DEFAULT_LIMITS, type QuestionId } from './index';

/** `53/UDP 80`: the ports of a container and of the service in front of it. */
function server(ports: string): Application {
  const declared = ports.split(' ').map((port) => port.split('/') as [string, string?]);
  const list = (field: string) =>
    declared.map(
      ([number, protocol = 'TCP']) =>
        `{name: p${number}${protocol[0]?.toLowerCase()}, ${field}: ${number}, protocol: ${protocol}}`,
    );
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: server}
spec:
  selector: {matchLabels: {app: server}}
  template:
    metadata: {labels: {app: server}}
    spec: {containers: [{name: c, image: example.com/server:1, ports: [${list('containerPort')}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: server}
spec: {selector: {app: server}, ports: [${list('port')}]}
`;
  return new Application(decodeManifests(text, 'server.yaml', Release.of('1.36')));
}

function answers(ports: string, question: QuestionId): string[] {
  const setup = { kubernetes: '1.36', seed: 1 };
  return check(server(ports), { setup, limits: DEFAULT_LIMITS, questions: [question] }).map(({ answer }) => answer);
}

describe('check of servers that speak UDP', function () {
  this.timeout(20_000);
  const cases: [ports: string, isAsked: boolean, keepsData: boolean][] = [
    ['8125/UDP', false, false],
    ['8125/UDP 80', true, false],
    ['53/UDP 53', true, false],
    ['5432', true, true],
  ];
  for (const [ports, isAsked, keepsData] of cases)
    it(`${ports}: requests are ${isAsked ? '' : 'not '}sent${keepsData ? ' to what keeps data' : ''}`, () => {
      const told = answers(ports, 'node-drain');
      expect(told.some((answer) => answer.includes('requests a second'))).to.equal(isAsked);
      expect(told.some((answer) => answer.includes('keeps data'))).to.equal(keepsData);
    });
});
