import { expect } from 'chai';
import type { Endpoints } from '../../api';
import { endpointsText } from './services';

const ports = [{ name: 'http', port: 80, protocol: 'TCP' as const }];
const ADDRESS = { ip: '10.0.0.1' };

describe('the column ENDPOINTS', () => {
  const cases: [subsets: Endpoints['subsets'], text: string][] = [
    [undefined, '<none>'],
    [[], '<none>'],
    [[{ addresses: [ADDRESS], ports }], '10.0.0.1:80'],
    [[{ addresses: [ADDRESS] }], '10.0.0.1'],
    // Nothing of it is ready.
    [[{ notReadyAddresses: [ADDRESS], ports }], ''],
  ];
  for (const [subsets, text] of cases)
    it(`${JSON.stringify(subsets)}: "${text}"`, () => {
      const endpoints = { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'e' }, subsets } as Endpoints;
      expect(endpointsText(endpoints)).to.equal(text);
    });
});
