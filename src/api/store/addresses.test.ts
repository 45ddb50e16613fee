import { expect } from 'chai';
import type { Service } from '../types/index';
import { refusal, server, service } from './fixtures.test';

describe('ApiServer: addresses', () => {
  it('gives the first address to kubernetes and dynamic ones from the upper band', () => {
    const api = server();
    expect(api.get<Service>('Service', 'default', 'kubernetes').spec.clusterIP).to.equal('10.96.0.1');
    for (let i = 0; i < 50; i++) {
      const { spec } = api.create(service(`s${i}`, { type: 'NodePort' }));
      expect(spec.clusterIP)
        .to.match(/^10\.(9[6-9]|10\d|11[01])\./)
        .and.not.match(/^10\.96\.0\./);
      expect(spec.ports?.[0]?.nodePort).to.be.within(30_086, 32_767);
    }
    const ips = api.list<Service>('Service').map(({ spec }) => spec.clusterIP);
    expect(new Set(ips).size).to.equal(ips.length);
  });

  const prefix = '422 Invalid: Service "s" is invalid: ';
  const refused: [string, Service['spec'], string][] = [
    [
      'a port outside the range',
      { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
      'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
    [
      'a port that is taken',
      { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] },
      'spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    ],
    [
      'an address that is taken',
      { clusterIP: '10.96.0.1' },
      'spec.clusterIPs: Invalid value: ["10.96.0.1"]: failed to allocate IP 10.96.0.1: provided IP is already allocated',
    ],
  ];
  for (const [what, spec, message] of refused) {
    it(`refuses ${what}`, () => {
      const api = server();
      api.create(service('other', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] }));
      expect(refusal(() => api.create(service('s', spec)))).to.equal(prefix + message);
    });
  }

  it('keeps what it gave when an update does not mention it', () => {
    const api = server();
    const made = api.create(service('s', { type: 'NodePort' }));
    const updated = api.update(service('s', { type: 'NodePort', selector: { app: 'x' } }));
    expect(updated.spec.clusterIP).to.equal(made.spec.clusterIP);
    expect(updated.spec.ports?.[0]?.nodePort).to.equal(made.spec.ports?.[0]?.nodePort);
  });
});
