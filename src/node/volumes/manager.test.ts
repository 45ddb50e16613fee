import { expect } from 'chai';
import { Release } from '../../api/release/index';
import type { ConfigMap, Container, PersistentVolume, PersistentVolumeClaim, Pod, Volume } from '../../api/types/index';
import { Kernel } from '../../kernel/index';
import { FileSystem, FileTree } from '../../world/files/index';
import { ConfigError } from '../environment/index';
import { containerMounts } from './containerMounts';
import { VolumeManager } from './manager';
import { NetworkStorage } from './networkStorage';
import { type PodVolumes, VolumeError } from './types';

interface World {
  kernel: Kernel;
  disk: FileTree;
  manager: VolumeManager;
  events: { t: number; message: string }[];
  configMaps: Map<string, ConfigMap>;
  claims: Map<string, PersistentVolumeClaim>;
  persistent: Map<string, PersistentVolume>;
}

function world(release = '1.36'): World {
  const kernel = new Kernel({ latencies: { volumeReady: 300 } });
  const disk = new FileTree(undefined, kernel);
  const events: World['events'] = [];
  const configMaps = new Map<string, ConfigMap>();
  const claims = new Map<string, PersistentVolumeClaim>();
  const persistent = new Map<string, PersistentVolume>();
  const manager = new VolumeManager({
    kernel,
    epochMs: Date.UTC(2026, 0, 5, 9),
    disk,
    release: Release.of(release),
    nodeName: 'n1',
    objects: {
      configMap: (_, name) => configMaps.get(name),
      secret: () => undefined,
      claim: (_, name) => claims.get(name),
      persistentVolume: (name) => persistent.get(name),
    },
    storage: new NetworkStorage(kernel),
    disks: { changed: () => {}, *attached() {} },
    recorder: { event: (_pod, _type, _reason, message) => events.push({ t: kernel.now, message }) },
    facts: () => ({ podIp: '', hostIp: '1.2.3.4', nodeName: 'n1' }),
  });
  return { kernel, disk, manager, events, configMaps, claims, persistent };
}

function podWith(volumes: Volume[], uid = 'u1'): Pod {
  const metadata = { name: 'p', namespace: 'dev', uid, labels: { app: 'web', tier: 'a"b' } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [], volumes } };
}

/** Where `..data` leads. */
function dataDirectory({ disk }: World, volumes: PodVolumes | undefined): string {
  return disk.readLink(`${volumes?.get('v')?.path}/..data`);
}

/** A volume from the claim `data`. */
const DATA: Volume = { name: 'v', persistentVolumeClaim: { claimName: 'data' } };

/** The claim `data`, bound to a volume `pv`. */
function bind({ claims, persistent }: World, spec: PersistentVolume['spec']): void {
  const metadata = { name: 'data' };
  claims.set('data', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: { volumeName: 'pv' } });
  persistent.set('pv', { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv' }, spec });
}

function configMap(data: Record<string, string>): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cfg' }, data };
}

/** Runs one wait for volumes until it ends, at most `forMs`. */
function mount(
  { kernel, manager }: World,
  pod: Pod,
  forMs = 1000,
): { at?: number; volumes?: PodVolumes; error?: unknown } {
  const out: { at?: number; volumes?: PodVolumes; error?: unknown } = {};
  kernel.spawn(
    'test',
    (function* () {
      try {
        out.volumes = yield* manager.mounts(pod);
      } catch (error) {
        out.error = error;
      }
      out.at = kernel.now;
    })(),
  );
  kernel.runUntil(kernel.now + forMs);
  return out;
}

function files({ disk }: World, volumes: PodVolumes | undefined, name: string): Record<string, string> {
  const { path } = volumes?.get(name) ?? { path: '/nowhere' };
  const names = disk.list(path).filter((entry) => !entry.startsWith('..'));
  return Object.fromEntries(names.map((entry) => [entry, disk.readFile(`${path}/${entry}`)]));
}

describe('volumes of a pod', () => {
  it('are there at the first look after 300 ms, and at once from then on', () => {
    const w = world();
    const pod = podWith([{ name: 'v', emptyDir: {} }]);
    expect(mount(w, pod).at).to.equal(300);
    expect(mount(w, pod).at).to.equal(1000);
    expect(w.kernel.journal.all().map((fact) => fact.type)).to.deep.equal(['volume-mounted']);
  });

  it('include the token volume that nobody wrote down', () => {
    expect(mount(world(), podWith([])).at).to.equal(300);
    const without = podWith([]);
    without.spec.automountServiceAccountToken = false;
    expect(mount(world(), without).at).to.equal(0);
  });

  it('that fail are tried again after 0.5, 1, 2, 4 … s, and heal', () => {
    const w = world();
    const pod = podWith([{ name: 'v', configMap: { name: 'cfg' } }]);
    w.kernel.at(60_000, () => w.configMaps.set('cfg', configMap({ a: '1' })));
    const result = mount(w, pod, 100_000);
    expect(w.events.map((event) => event.t)).to.deep.equal([100, 600, 1600, 3600, 7600, 15_600, 31_600]);
    expect(w.events[0]?.message).to.equal('MountVolume.SetUp failed for volume "v" : configmap "cfg" not found');
    expect(result.at).to.equal(63_600);
    expect(files(w, result.volumes, 'v')).to.deep.equal({ a: '1' });
  });

  it('from the API lie in a directory with the time as its name, which changes when they do', () => {
    const w = world();
    const pod = podWith([{ name: 'v', configMap: { name: 'cfg' } }]);
    w.configMaps.set('cfg', configMap({ a: '1' }));
    const first = dataDirectory(w, mount(w, pod).volumes);
    w.configMaps.set('cfg', configMap({ a: '2' }));
    const second = dataDirectory(w, mount(w, pod, 60_000).volumes);
    expect([first, second]).to.deep.equal(['..2026_01_05_09_00_00.2893914230', '..2026_01_05_09_00_01.3290603647']);
  });

  for (const [release, events] of [
    [
      '1.20',
      [
        'Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[e v]: timed out waiting for the condition',
      ],
    ],
    ['1.36', []],
  ] as const) {
    it(`that do not come end the wait after 2m3s (${release})`, () => {
      const w = world(release);
      const pod = podWith([
        { name: 'e', emptyDir: {} },
        { name: 'v', configMap: { name: 'cfg' } },
      ]);
      const result = mount(w, pod, 130_000);
      expect(result.at).to.equal(123_000);
      expect(result.error).to.be.instanceOf(VolumeError);
      expect(w.events.map((e) => e.message).filter((m) => m.startsWith('Unable'))).to.deep.equal(events);
    });
  }

  const claims: [string, PersistentVolumeClaim | undefined, string][] = [
    ['missing', undefined, 'failed to fetch PVC from API server: persistentvolumeclaims "data" not found'],
    [
      'unbound',
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: {} },
      'PVC is not bound',
    ],
  ];
  for (const [what, claim, why] of claims) {
    it(`refuse a ${what} claim at once`, () => {
      const w = world();
      if (claim) w.claims.set('data', claim);
      const result = mount(w, podWith([{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }]));
      expect(result.at).to.equal(0);
      expect(w.events[0]?.message).to.equal(
        `Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[], failed to process volumes=[]: error processing PVC dev/data: ${why}`,
      );
    });
  }

  const sources: [what: string, spec: PersistentVolume['spec']][] = [
    ['of a directory of the node', { hostPath: { path: '/srv/data', type: 'DirectoryOrCreate' } }],
    ['of a share', { nfs: { server: '192.168.66.20', path: '/' } }],
    ['of a disk', { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' }, accessModes: ['ReadWriteOnce'] }],
  ];
  for (const [what, spec] of sources) {
    it(`from a claim ${what} keep their files when the pod goes`, () => {
      const w = world();
      bind(w, spec);
      const first = mount(w, podWith([DATA])).volumes?.get('v');
      if (!first) throw new Error('no volume');
      const fs = new FileSystem(new FileTree());
      fs.mount('/data', first.tree, { subPath: first.path });
      fs.writeFile('/data/kept', 'yes');
      w.kernel.spawn('unmount', w.manager.waitForUnmount(podWith([DATA])));
      w.kernel.runUntil(w.kernel.now + 1000);
      const second = mount(w, podWith([DATA], 'u2')).volumes?.get('v');
      expect(second?.tree.readFile(`${second.path}/kept`)).to.equal('yes');
    });
  }

  const refusals: [what: string, spec: PersistentVolume['spec'], message: string][] = [
    [
      'a directory that is not there',
      { hostPath: { path: '/srv/data', type: 'Directory' } },
      'MountVolume.SetUp failed for volume "pv" : hostPath type check failed: /srv/data is not a directory',
    ],
    [
      'a local path that is not there',
      { local: { path: '/mnt/ssd' } },
      'MountVolume.NewMounter initialization failed for volume "pv" : path "/mnt/ssd" does not exist',
    ],
  ];
  for (const [what, spec, message] of refusals) {
    it(`from a claim of ${what} are tried again, and told by the name of the persistent volume`, () => {
      const w = world();
      bind(w, spec);
      mount(w, podWith([DATA]), 900);
      expect(w.events).to.deep.equal([100, 600].map((t) => ({ t, message })));
    });
  }

  it('from a claim belong to the fsGroup where they are disks, and to root where nothing is said', () => {
    for (const [securityContext, gid, mode] of [
      [{ fsGroup: 2000 }, 2000, 0o2775],
      [undefined, 0, 0o755],
    ] as const) {
      const w = world();
      bind(w, { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' }, accessModes: ['ReadWriteOnce'] });
      const pod = podWith([DATA]);
      if (securityContext) pod.spec.securityContext = securityContext;
      const { tree, path } = mount(w, pod).volumes?.get('v') ?? {};
      const { gid: group, mode: permissions } = tree?.stat(path ?? '') ?? {};
      expect([group, permissions]).to.deep.equal([gid, mode]);
    }
  });

  it('of type emptyDir are gone with the pod', () => {
    const w = world();
    const pod = podWith([{ name: 'v', emptyDir: {} }]);
    const path = mount(w, pod).volumes?.get('v')?.path ?? '';
    w.disk.writeFile(`${path}/x`, '1');
    expect(w.manager.podVolumesExist('u1')).to.equal(true);
    w.kernel.spawn('unmount', w.manager.waitForUnmount(pod));
    w.kernel.runUntil(w.kernel.now + 1000);
    expect(w.manager.podVolumesExist('u1')).to.equal(false);
    expect(w.disk.exists(path)).to.equal(false);
  });

  it('leave nothing, even where a container was just being made with them', () => {
    const w = world();
    const pod = podWith([{ name: 'v', emptyDir: {} }]);
    const path = mount(w, pod).volumes?.get('v')?.path ?? '';
    for (const late of [() => new FileSystem(new FileTree()).mount('/data', w.disk, { subPath: path }), () => {}]) {
      w.kernel.spawn('unmount', w.manager.waitForUnmount(pod));
      w.kernel.runUntil(w.kernel.now + 1000);
      late();
    }
    expect(w.manager.podVolumesExist('u1')).to.equal(false);
  });

  const hostPaths: [string, string, string | undefined][] = [
    ['Directory', '/srv', undefined],
    ['Directory', '/none', 'hostPath type check failed: /none is not a directory'],
    ['Directory', '/srv/file', 'hostPath type check failed: /srv/file is not a directory'],
    ['DirectoryOrCreate', '/none', undefined],
    ['File', '/srv/file', undefined],
    ['File', '/srv', 'hostPath type check failed: /srv is not a file'],
    ['FileOrCreate', '/srv/new', undefined],
    ['Socket', '/srv/file', 'hostPath type check failed: /srv/file is not a socket file'],
    ['CharDevice', '/srv/file', 'hostPath type check failed: /srv/file is not a character device'],
    ['BlockDevice', '/srv/file', 'hostPath type check failed: /srv/file is not a block device'],
    ['', '/none', undefined],
  ];
  for (const [type, path, message] of hostPaths) {
    it(`of type hostPath ${type || 'without a type'} at ${path}: ${message ?? 'fits'}`, () => {
      const w = world();
      w.disk.addFile('/srv/file', '');
      mount(w, podWith([{ name: 'v', hostPath: { path, type } }]), 400);
      expect(w.events.map((e) => e.message)).to.deep.equal(
        message ? [`MountVolume.SetUp failed for volume "v" : ${message}`] : [],
      );
    });
  }
});

describe('volumes from the API', () => {
  const sources: [string, Volume, Record<string, string>][] = [
    ['all keys of a ConfigMap', { name: 'v', configMap: { name: 'cfg' } }, { a: '1', b: '2' }],
    ['chosen keys', { name: 'v', configMap: { name: 'cfg', items: [{ key: 'a', path: 'x' }] } }, { x: '1' }],
    ['an optional ConfigMap that is missing', { name: 'v', configMap: { name: 'no', optional: true } }, {}],
    [
      'labels',
      { name: 'v', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
      { labels: 'app="web"\ntier="a\\"b"' },
    ],
    [
      'several sources',
      {
        name: 'v',
        projected: {
          sources: [
            { configMap: { name: 'cfg', items: [{ key: 'b', path: 'b' }] } },
            { downwardAPI: { items: [{ path: 'ns', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
          ],
        },
      },
      { b: '2', ns: 'dev' },
    ],
  ];
  for (const [what, volume, expected] of sources) {
    it(`hold ${what}`, () => {
      const w = world();
      w.configMaps.set('cfg', configMap({ a: '1', b: '2' }));
      expect(files(w, mount(w, podWith([volume])).volumes, 'v')).to.deep.equal(expected);
    });
  }

  it('fail when a key is missing', () => {
    const w = world();
    w.configMaps.set('cfg', configMap({}));
    mount(w, podWith([{ name: 'v', configMap: { name: 'cfg', items: [{ key: 'k', path: 'k' }] } }]), 200);
    expect(w.events[0]?.message).to.equal(
      'MountVolume.SetUp failed for volume "v" : configmap references non-existent config key: k',
    );
  });

  it('follow the API at the next sync, but for what is mounted with subPath', () => {
    const w = world();
    w.configMaps.set('cfg', configMap({ a: 'old' }));
    const pod = podWith([{ name: 'v', configMap: { name: 'cfg' } }]);
    const volumes = mount(w, pod).volumes ?? new Map();
    const container: Container = {
      name: 'c',
      volumeMounts: [
        { name: 'v', mountPath: '/etc/cfg' },
        { name: 'v', mountPath: '/etc/one', subPath: 'a' },
      ],
    };
    const fs = new FileSystem(new FileTree());
    for (const m of containerMounts(container, volumes, {})) {
      fs.mount(m.mountPath, m.tree, { readOnly: m.readOnly ?? false, subPath: m.subPath ?? '/' });
    }
    const seen = () => [fs.readFile('/etc/cfg/a'), fs.readFile('/etc/one')];
    expect(seen()).to.deep.equal(['old', 'old']);
    w.configMaps.set('cfg', configMap({ a: 'new', b: '2' }));
    expect(seen()).to.deep.equal(['old', 'old']);
    mount(w, pod);
    expect(seen()).to.deep.equal(['new', 'old']);
    expect(fs.list('/etc/cfg')).to.include('b');
    expect(() => fs.writeFile('/etc/cfg/a', 'x')).to.throw('Read-only file system');
  });
});

describe('mounts of a container', () => {
  const disk = new FileTree();
  disk.addFile('/vol/file', '');
  const volumes: PodVolumes = new Map([['v', { tree: disk, path: '/vol', readOnly: false }]]);
  const cases: [string, Partial<NonNullable<Container['volumeMounts']>[number]>, string][] = [
    ['the whole volume', {}, '/vol'],
    ['a directory that is made', { subPath: 'logs/a' }, '/vol/logs/a'],
    ['an expanded path', { subPathExpr: '$(POD)' }, '/vol/p1'],
  ];
  for (const [what, mountOptions, path] of cases) {
    it(`show ${what}`, () => {
      const container: Container = { name: 'c', volumeMounts: [{ name: 'v', mountPath: '/m', ...mountOptions }] };
      expect(containerMounts(container, volumes, { POD: 'p1' })[0]?.subPath).to.equal(path);
      expect(disk.exists(path)).to.equal(true);
    });
  }

  it('refuse a directory of a path of the host that nobody has made', () => {
    const missing: PodVolumes = new Map([['v', { tree: disk, path: '/srv/none', readOnly: false }]]);
    const container: Container = { name: 'c', volumeMounts: [{ name: 'v', mountPath: '/m', subPath: 'a' }] };
    expect(() => containerMounts(container, missing, {})).to.throw(
      ConfigError,
      'stat /srv/none: no such file or directory',
    );
  });

  it('refuse a directory below a file', () => {
    const container: Container = { name: 'c', volumeMounts: [{ name: 'v', mountPath: '/m', subPath: 'file/x' }] };
    expect(() => containerMounts(container, volumes, {})).to.throw(
      ConfigError,
      'failed to create subPath directory for volumeMount "v" of container "c"',
    );
  });
});
