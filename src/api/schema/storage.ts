/** Persistent volumes and storage classes. Notation: see notation.ts. */
export const STORAGE = `
PersistentVolume: kind string, apiVersion string, metadata ObjectMeta, spec PersistentVolumeSpec,
  status PersistentVolumeStatus
StorageClass: kind string, apiVersion string, metadata ObjectMeta, provisioner string!, parameters map[string]string,
  reclaimPolicy *PersistentVolumeReclaimPolicy, mountOptions []string, allowVolumeExpansion *bool,
  volumeBindingMode *VolumeBindingMode, allowedTopologies []TopologySelectorTerm
PersistentVolumeSpec: capacity ResourceList, gcePersistentDisk GCEPersistentDiskVolumeSource,
  awsElasticBlockStore AWSElasticBlockStoreVolumeSource, hostPath HostPathVolumeSource,
  glusterfs GlusterfsPersistentVolumeSource, nfs NFSVolumeSource, rbd RBDPersistentVolumeSource,
  iscsi ISCSIPersistentVolumeSource, cinder CinderPersistentVolumeSource, cephfs CephFSPersistentVolumeSource,
  fc FCVolumeSource, flocker FlockerVolumeSource, flexVolume FlexPersistentVolumeSource,
  azureFile AzureFilePersistentVolumeSource, vsphereVolume VsphereVirtualDiskVolumeSource,
  quobyte QuobyteVolumeSource, azureDisk AzureDiskVolumeSource, photonPersistentDisk PhotonPersistentDiskVolumeSource,
  portworxVolume PortworxVolumeSource, scaleIO ScaleIOPersistentVolumeSource, local LocalVolumeSource,
  storageos StorageOSPersistentVolumeSource, csi CSIPersistentVolumeSource, accessModes []PersistentVolumeAccessMode,
  claimRef ObjectReference, persistentVolumeReclaimPolicy PersistentVolumeReclaimPolicy, storageClassName string,
  mountOptions []string, volumeMode *PersistentVolumeMode, nodeAffinity VolumeNodeAffinity,
  volumeAttributesClassName *string@29
PersistentVolumeStatus: phase PersistentVolumePhase, message string, reason string, lastPhaseTransitionTime *Time@28
TopologySelectorTerm: matchLabelExpressions []TopologySelectorLabelRequirement
GlusterfsPersistentVolumeSource: endpoints string!, path string!, readOnly bool, endpointsNamespace *string
RBDPersistentVolumeSource: monitors []string!, image string!, fsType string, pool string, user string, keyring string,
  secretRef SecretReference, readOnly bool
ISCSIPersistentVolumeSource: targetPortal string!, iqn string!, lun int32!, iscsiInterface string, fsType string,
  readOnly bool, portals []string, chapAuthDiscovery bool, chapAuthSession bool, secretRef SecretReference,
  initiatorName *string
CinderPersistentVolumeSource: volumeID string!, fsType string, readOnly bool, secretRef SecretReference
CephFSPersistentVolumeSource: monitors []string!, path string, user string, secretFile string,
  secretRef SecretReference, readOnly bool
FlexPersistentVolumeSource: driver string!, fsType string, secretRef SecretReference, readOnly bool,
  options map[string]string
AzureFilePersistentVolumeSource: secretName string!, shareName string!, readOnly bool, secretNamespace *string
ScaleIOPersistentVolumeSource: gateway string!, system string!, secretRef SecretReference!, sslEnabled bool,
  protectionDomain string, storagePool string, storageMode string, volumeName string, fsType string, readOnly bool
LocalVolumeSource: path string!, fsType *string
StorageOSPersistentVolumeSource: volumeName string, volumeNamespace string, fsType string, readOnly bool,
  secretRef ObjectReference
CSIPersistentVolumeSource: driver string!, volumeHandle string!, readOnly bool, fsType string,
  volumeAttributes map[string]string, controllerPublishSecretRef SecretReference, nodeStageSecretRef SecretReference,
  nodePublishSecretRef SecretReference, controllerExpandSecretRef SecretReference,
  nodeExpandSecretRef SecretReference@25
VolumeNodeAffinity: required NodeSelector
TopologySelectorLabelRequirement: key string!, values []string!
SecretReference: name string, namespace string
`;
