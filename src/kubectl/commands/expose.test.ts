import { expect } from 'chai';
import type { KubeObject } from '../../api';
import { exposedPorts, type PortFlags } from './expose';

/** `80`, `53/UDP`: containerPorts of a pod. */
function podWith(...ports: string[]): KubeObject {
  const declared = ports.map((port) => {
    const [number, protocol] = port.split('/');
    return { containerPort: Number(number), ...(protocol && { protocol }) };
  });
  const spec = { containers: [{ name: 'c', ports: declared }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec } as KubeObject;
}

describe('kubectl expose chooses ports', () => {
  const cases: [declares: string[], flags: PortFlags, ports: string[]][] = [
    [[], { port: 80 }, ['80/TCP to 80']],
    [[], { port: 53, protocol: 'UDP', target: 'dns' }, ['53/UDP to dns']],
    [['8080'], {}, ['8080/TCP to 8080']],
    [['8080'], { port: 80, target: '8080' }, ['80/TCP to 8080']],
    [['53/UDP'], {}, ['53/UDP to 53']],
    [['53/UDP'], { port: 53 }, ['53/UDP to 53']],
    [['53/UDP'], { port: 5353, target: '53' }, ['5353/TCP to 53']],
    [['80', '53/UDP'], {}, ['port-1 80/TCP to 80', 'port-2 53/UDP to 53']],
    [['53/TCP', '53/UDP'], {}, ['port-53-tcp 53/TCP to 53', 'port-53-udp 53/UDP to 53']],
    [['53/TCP', '53/UDP'], { protocol: 'UDP' }, ['53/UDP to 53']],
    [['53/TCP', '53/UDP'], { port: 53 }, ['port-53-tcp 53/TCP to 53', 'port-53-udp 53/UDP to 53']],
  ];
  for (const [declares, flags, ports] of cases)
    it(`${declares.join(', ') || 'nothing'}, ${JSON.stringify(flags)}: ${ports.join(', ')}`, () => {
      const shown = exposedPorts(podWith(...declares), flags).map(
        ({ name, port, protocol, targetPort }) =>
          `${name === undefined ? '' : `${name} `}${port}/${protocol} to ${targetPort}`,
      );
      expect(shown).to.deep.equal(ports);
    });

  it('those of a Service, too', () => {
    const spec = { ports: [{ name: 'dns', port: 53, protocol: 'UDP' }] };
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec } as unknown as KubeObject;
    expect(exposedPorts(service, {})).to.deep.equal([{ port: 53, protocol: 'UDP', targetPort: 53 }]);
  });

  it('and says when there is none', () => {
    expect(() => exposedPorts(podWith(), {})).to.throw("couldn't find port via --port flag or introspection");
  });
});
