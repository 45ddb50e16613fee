import { expect } from 'chai';
import { FsError } from '../files';
import { NotImplementedError } from '../process';
import { dottedParameter, KernelParameters, ParameterDirectory, parameterPath } from './index';

describe('kernel parameters', () => {
  const NAMES: readonly (readonly [written: string, name: string, path: string])[] = [
    ['net.ipv4.tcp_syncookies', 'net.ipv4.tcp_syncookies', 'net/ipv4/tcp_syncookies'],
    ['net/ipv4/tcp_syncookies', 'net.ipv4.tcp_syncookies', 'net/ipv4/tcp_syncookies'],
    ['net.ipv4.conf.eth0/100.forwarding', 'net.ipv4.conf.eth0/100.forwarding', 'net/ipv4/conf/eth0.100/forwarding'],
    ['net/ipv4/conf/eth0.100/forwarding', 'net.ipv4.conf.eth0/100.forwarding', 'net/ipv4/conf/eth0.100/forwarding'],
  ];
  for (const [written, name, path] of NAMES)
    it(`${written} is ${name}`, () => {
      expect(dottedParameter(written)).to.equal(name);
      expect(parameterPath(name)).to.equal(`/proc/sys/${path}`);
    });

  const HOMES: readonly (readonly [name: string, isOwn: boolean])[] = [
    ['net.core.somaxconn', true],
    ['kernel.shmmax', true],
    ['kernel.sem', true],
    ['fs.mqueue.msg_max', true],
    ['vm.max_map_count', false],
    ['kernel.panic', false],
    ['fs.file-max', false],
  ];
  for (const [name, isOwn] of HOMES)
    it(`${name} is ${isOwn ? "a pod's own" : 'that of its machine'}`, () => {
      const machine = new KernelParameters();
      const before = machine.get(name);
      const pod = new KernelParameters({}, machine);
      expect(pod.set(name, '7')).to.equal(true);
      expect(pod.get(name)).to.equal('7');
      expect(machine.get(name)).to.equal(isOwn ? before : '7');
    });

  const VALUES: readonly (readonly [name: string, value: string, now: string | undefined])[] = [
    ['vm.swappiness', '10\n', '10'],
    ['vm.swappiness', 'much', undefined],
    ['vm.swappiness', '', undefined],
    ['net.ipv4.ip_local_port_range', '1024 65000', '1024\t65000'],
    ['kernel.core_pattern', '/tmp/core.%p', '/tmp/core.%p'],
  ];
  for (const [name, value, now] of VALUES)
    it(`${name} ${now === undefined ? 'can not be' : 'becomes'} ${JSON.stringify(value)}`, () => {
      const parameters = new KernelParameters();
      expect(parameters.set(name, value)).to.equal(now !== undefined);
      if (now !== undefined) expect(parameters.get(name)).to.equal(now);
    });

  it('are files in directories, of which nothing can be added or removed', () => {
    const root = new ParameterDirectory(new KernelParameters(), 'pod web');
    expect(root.names()).to.deep.equal(['fs', 'kernel', 'net', 'vm']);
    const vm = root.get('vm') as ParameterDirectory;
    expect(vm.names()).to.include('max_map_count');
    expect(vm.get('max_map_count')).to.include({ data: '65530\n' });
    expect(() => vm.set('mine')).to.throw(FsError, 'No such file');
    expect(() => vm.delete('swappiness')).to.throw(FsError, 'Permission denied');
  });

  it('that nobody here knows are no silent verdict', () => {
    const root = new ParameterDirectory(new KernelParameters(), 'pod web');
    expect(() => root.get('abi')).to.throw(NotImplementedError, 'pod web uses the kernel parameter abi');
  });
});
