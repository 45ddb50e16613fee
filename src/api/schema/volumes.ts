/** Volumes of a pod and what is projected into them. Notation: see notation.ts. */
export const VOLUMES = `
Volume: name string!, hostPath HostPathVolumeSource, emptyDir EmptyDirVolumeSource,
  gcePersistentDisk GCEPersistentDiskVolumeSource, awsElasticBlockStore AWSElasticBlockStoreVolumeSource,
  gitRepo GitRepoVolumeSource, secret SecretVolumeSource, nfs NFSVolumeSource, iscsi ISCSIVolumeSource,
  glusterfs GlusterfsVolumeSource, persistentVolumeClaim PersistentVolumeClaimVolumeSource, rbd RBDVolumeSource,
  flexVolume FlexVolumeSource, cinder CinderVolumeSource, cephfs CephFSVolumeSource, flocker FlockerVolumeSource,
  downwardAPI DownwardAPIVolumeSource, fc FCVolumeSource, azureFile AzureFileVolumeSource,
  configMap ConfigMapVolumeSource, vsphereVolume VsphereVirtualDiskVolumeSource, quobyte QuobyteVolumeSource,
  azureDisk AzureDiskVolumeSource, photonPersistentDisk PhotonPersistentDiskVolumeSource,
  projected ProjectedVolumeSource, portworxVolume PortworxVolumeSource, scaleIO ScaleIOVolumeSource,
  storageos StorageOSVolumeSource, csi CSIVolumeSource, ephemeral EphemeralVolumeSource/21, image ImageVolumeSource@31/35
AWSElasticBlockStoreVolumeSource: volumeID string!, fsType string, partition int32, readOnly bool
AzureDiskVolumeSource: diskName string!, diskURI string!, cachingMode *AzureDataDiskCachingMode, fsType *string,
  readOnly *bool, kind *AzureDataDiskKind
AzureFileVolumeSource: secretName string!, shareName string!, readOnly bool
CSIVolumeSource: driver string!, readOnly *bool, fsType *string, volumeAttributes map[string]string,
  nodePublishSecretRef LocalObjectReference
CephFSVolumeSource: monitors []string!, path string, user string, secretFile string, secretRef LocalObjectReference,
  readOnly bool
CinderVolumeSource: volumeID string!, fsType string, readOnly bool, secretRef LocalObjectReference
ConfigMapVolumeSource: name string, items []KeyToPath, defaultMode *int32, optional *bool
DownwardAPIVolumeSource: items []DownwardAPIVolumeFile, defaultMode *int32
EmptyDirVolumeSource: medium StorageMedium, sizeLimit *Quantity
EphemeralVolumeSource: volumeClaimTemplate PersistentVolumeClaimTemplate
FCVolumeSource: targetWWNs []string, lun *int32, fsType string, readOnly bool, wwids []string
FlexVolumeSource: driver string!, fsType string, secretRef LocalObjectReference, readOnly bool,
  options map[string]string
FlockerVolumeSource: datasetName string, datasetUUID string
GCEPersistentDiskVolumeSource: pdName string!, fsType string, partition int32, readOnly bool
GitRepoVolumeSource: repository string!, revision string, directory string
GlusterfsVolumeSource: endpoints string!, path string!, readOnly bool
HostPathVolumeSource: path string!, type *HostPathType
ISCSIVolumeSource: targetPortal string!, iqn string!, lun int32!, iscsiInterface string, fsType string, readOnly bool,
  portals []string, chapAuthDiscovery bool, chapAuthSession bool, secretRef LocalObjectReference, initiatorName *string
ImageVolumeSource: reference string, pullPolicy PullPolicy
NFSVolumeSource: server string!, path string!, readOnly bool
PersistentVolumeClaimVolumeSource: claimName string!, readOnly bool
PhotonPersistentDiskVolumeSource: pdID string!, fsType string
PortworxVolumeSource: volumeID string!, fsType string, readOnly bool
ProjectedVolumeSource: sources *[]VolumeProjection, defaultMode *int32
QuobyteVolumeSource: registry string!, volume string!, readOnly bool, user string, group string, tenant string
RBDVolumeSource: monitors []string!, image string!, fsType string, pool string, user string, keyring string,
  secretRef LocalObjectReference, readOnly bool
ScaleIOVolumeSource: gateway string!, system string!, secretRef LocalObjectReference!, sslEnabled bool,
  protectionDomain string, storagePool string, storageMode string, volumeName string, fsType string, readOnly bool
SecretVolumeSource: secretName string, items []KeyToPath, defaultMode *int32, optional *bool
StorageOSVolumeSource: volumeName string, volumeNamespace string, fsType string, readOnly bool,
  secretRef LocalObjectReference
VsphereVirtualDiskVolumeSource: volumePath string!, fsType string, storagePolicyName string, storagePolicyID string
KeyToPath: key string!, path string!, mode *int32
DownwardAPIVolumeFile: path string!, fieldRef ObjectFieldSelector, resourceFieldRef ResourceFieldSelector, mode *int32
PersistentVolumeClaimTemplate: metadata ObjectMeta, spec PersistentVolumeClaimSpec!
VolumeProjection: secret SecretProjection, downwardAPI DownwardAPIProjection, configMap ConfigMapProjection,
  serviceAccountToken ServiceAccountTokenProjection, clusterTrustBundle ClusterTrustBundleProjection@29,
  podCertificate PodCertificateProjection@34
SecretProjection: name string, items []KeyToPath, optional *bool
ConfigMapProjection: name string, items []KeyToPath, optional *bool
DownwardAPIProjection: items []DownwardAPIVolumeFile
ServiceAccountTokenProjection: audience string, expirationSeconds *int64, path string!
ClusterTrustBundleProjection: name *string, signerName *string, labelSelector LabelSelector, optional *bool,
  path string!
PodCertificateProjection: signerName string, keyType string, maxExpirationSeconds *int32, credentialBundlePath string,
  keyPath string, certificateChainPath string, userAnnotations map[string]string@35
`;
