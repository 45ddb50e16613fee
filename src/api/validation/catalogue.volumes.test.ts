import { also, playRows, type Row, SUBDOMAIN } from './catalogue.fixture';

const volume = (source: string) => also(`volumes: [{name: v, ${source}}]`);
const v0 = 'spec.volumes[0]';
const SPEC = 'spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}';
const required = (...paths: string[]) => paths.map((path) => `${v0}.${path}: Required value`);

const ROWS: Row[] = [
  ['an inline CSI volume', volume('csi: {driver: d.example.com}'), []],
  ['a CSI volume of no driver', volume('csi: {driver: ""}'), required('csi.driver')],
  [
    'a CSI volume of no driver up to 1.34',
    volume('csi: {driver: ""}'),
    [...required('csi.driver'), `${v0}.csi.driver: Invalid value: "": ${SUBDOMAIN}`],
    '1.34',
  ],
  ['a CSI driver in capitals', volume('csi: {driver: D.Example.com}'), []],
  ['a CSI driver with blanks', volume('csi: {driver: "a b"}'), `${v0}.csi.driver: Invalid value: "a b": ${SUBDOMAIN}`],
  [
    'a CSI volume with a secret without a name',
    volume('csi: {driver: d, nodePublishSecretRef: {}}'),
    required('csi.nodePublishSecretRef.name'),
  ],
  ['an ephemeral claim', volume(`ephemeral: {volumeClaimTemplate: {${SPEC}}}`), []],
  ['an ephemeral volume without a claim', volume('ephemeral: {}'), required('ephemeral.volumeClaimTemplate')],
  [
    'an ephemeral claim with a name of its own',
    volume(`ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b}, namespace: ns, name: m}, ${SPEC}}}`),
    [
      `${v0}.ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set`,
      `${v0}.ephemeral.volumeClaimTemplate.metadata.namespace: Forbidden: cannot be set`,
    ],
  ],
  [
    'an ephemeral claim for nothing',
    volume('ephemeral: {volumeClaimTemplate: {spec: {}}}'),
    [
      `${v0}.ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required`,
      `${v0}.ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value`,
    ],
  ],
  [
    'an ephemeral volume where there are none yet',
    volume(`ephemeral: {volumeClaimTemplate: {${SPEC}}}`),
    `${v0}: Required value: must specify a volume type`,
    '1.20',
  ],
  [
    'an image volume where there are none yet',
    also(
      'volumes: [{name: v, image: {reference: "a:1"}}], initContainers: [{name: i, image: a, volumeMounts: [{name: v, mountPath: /a}]}]',
    ),
    [],
    '1.33',
  ],
  [
    'an image volume of no image',
    volume('image: {pullPolicy: Soon}'),
    [
      `${v0}.image.pullPolicy: Unsupported value: "Soon": supported values: "Always", "IfNotPresent", "Never"`,
      ...required('image.reference'),
    ],
  ],
  ['cephfs', volume('cephfs: {monitors: []}'), required('cephfs.monitors')],
  [
    'cephfs with something else',
    volume('cephfs: {monitors: [a]}, emptyDir: {}'),
    `${v0}.cephFS: Forbidden: may not specify more than 1 volume type`,
  ],
  [
    'gcePersistentDisk',
    volume('gcePersistentDisk: {pdName: "", partition: 300}'),
    [
      ...required('persistentDisk.pdName'),
      `${v0}.persistentDisk.partition: Invalid value: 300: must be between 1 and 255, inclusive`,
    ],
  ],
  ['awsElasticBlockStore', volume('awsElasticBlockStore: {volumeID: ""}'), required('awsElasticBlockStore.volumeID')],
  [
    'iscsi',
    volume('iscsi: {targetPortal: "", iqn: x, lun: 300, chapAuthSession: true}'),
    [
      ...required('iscsi.targetPortal'),
      `${v0}.iscsi.iqn: Invalid value: "x": must be valid format starting with iqn, eui, or naa`,
      `${v0}.iscsi.lun: Invalid value: 300: must be between 0 and 255, inclusive`,
      ...required('iscsi.secretRef'),
    ],
  ],
  [
    'iscsi that is right',
    volume('iscsi: {targetPortal: "10.0.0.1:3260", iqn: "iqn.2001-04.com.example:storage.kube.sys1.xyz", lun: 0}'),
    [],
  ],
  ['glusterfs', volume('glusterfs: {endpoints: "", path: ""}'), required('glusterfs.endpoints', 'glusterfs.path')],
  ['rbd', volume('rbd: {monitors: [], image: ""}'), required('rbd.monitors', 'rbd.image')],
  [
    'fc',
    volume('fc: {}'),
    `${v0}.fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both`,
  ],
  [
    'fc without lun',
    volume('fc: {targetWWNs: [a]}'),
    `${v0}.fc.lun: Required value: lun is required if targetWWNs is specified`,
  ],
  [
    'flexVolume',
    volume('flexVolume: {driver: "", options: {kubernetes.io/x: a}}'),
    [
      ...required('flexVolume.driver'),
      `${v0}.flexVolume.options[kubernetes.io/x]: Invalid value: "kubernetes.io/x": kubernetes.io and k8s.io namespaces are reserved`,
    ],
  ],
  [
    'azureFile',
    volume('azureFile: {secretName: "", shareName: ""}'),
    required('azureFile.secretName', 'azureFile.shareName'),
  ],
  [
    'azureDisk, which is shared',
    volume('azureDisk: {diskName: d, diskURI: /subscriptions/x}'),
    `${v0}.azureDisk.diskURI: Unsupported value: "/subscriptions/x": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"`,
  ],
  ['azureDisk, managed', volume('azureDisk: {diskName: d, diskURI: /subscriptions/x, kind: Managed}'), []],
  ['flocker', volume('flocker: {}'), `${v0}.flocker: Required value: one of datasetName and datasetUUID is required`],
  ['gitRepo', volume('gitRepo: {repository: ""}'), required('gitRepo.repository')],
  [
    'quobyte',
    volume('quobyte: {registry: a, volume: v}'),
    `${v0}.quobyte.registry: Invalid value: "a": must be a host:port pair or multiple pairs separated by commas`,
  ],
];

describe('faults of volumes, row by row', () => playRows(ROWS));
