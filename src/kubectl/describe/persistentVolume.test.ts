import { expect } from 'chai';
import { type PersistentVolume, Release } from '../../api';
import { describePersistentVolume } from './persistentVolume';

const context = { nowMs: 0, release: Release.of('1.36') };

const onNode = (name: string): PersistentVolume['spec']['nodeAffinity'] => ({
  required: {
    nodeSelectorTerms: [
      { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [name] }] },
      { matchExpressions: [{ key: 'disk', operator: 'Exists' }] },
    ],
  },
});

/** What follows the capacity, as a live 1.36.2 says it. */
const ROWS: readonly (readonly [what: string, spec: PersistentVolume['spec'], end: string])[] = [
  [
    'a directory of the node',
    { hostPath: { path: '/srv/a1', type: 'Directory' } },
    `Node Affinity:   <none>
Message:         
Source:
    Type:          HostPath (bare host directory volume)
    Path:          /srv/a1
    HostPathType:  Directory
Events:            <none>
`,
  ],
  [
    'a disk of one node',
    { local: { path: '/srv/b1' }, nodeAffinity: onNode('k8s-node01') },
    `Node Affinity:     
  Required Terms:  
    Term 0:        kubernetes.io/hostname in [k8s-node01]
    Term 1:        disk exists
Message:           
Source:
    Type:  LocalVolume (a persistent volume backed by local storage on a node)
    Path:  /srv/b1
Events:    <none>
`,
  ],
  [
    'a disk of a cloud',
    { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-2', fsType: 'ext4' } },
    `Node Affinity:   <none>
Message:         
Source:
    Type:              CSI (a Container Storage Interface (CSI) volume source)
    Driver:            ebs.csi.aws.com
    FSType:            ext4
    VolumeHandle:      vol-2
    ReadOnly:          false
    VolumeAttributes:  <none>
Events:                <none>
`,
  ],
  [
    'a share',
    { nfs: { server: '192.168.66.99', path: '/x' } },
    `Node Affinity:   <none>
Message:         
Source:
    Type:      NFS (an NFS mount that lasts the lifetime of a pod)
    Server:    192.168.66.99
    Path:      /x
    ReadOnly:  false
Events:        <none>
`,
  ],
];

describe('kubectl describe pv', () => {
  for (const [what, source, end] of ROWS) {
    it(`tells of ${what}`, () => {
      const spec = { ...source, accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } };
      const volume: PersistentVolume = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv' }, spec };
      const text = describePersistentVolume(volume, [], context);
      expect(text.slice(text.indexOf('Node Affinity:'))).to.equal(end);
      expect(text).to.match(/^Name: +pv\n.*\nAccess Modes: +RWO\nVolumeMode: +Filesystem\nCapacity: +1Gi\n/s);
    });
  }
});
