import type { StructTable } from './notation';

interface Embedding {
  readonly name: string;
  /** Whether a field of the outer struct is one of the embedded struct's. */
  readonly has: (field: string) => boolean;
}

const among = (name: string, fields: string): Embedding => ({
  name,
  has: (field) => fields.split(' ').includes(field),
});
const allBut = (name: string, fields: string): Embedding => ({
  name,
  has: (field) => !fields.split(' ').includes(field),
});
const REFERENCE = among('LocalObjectReference', 'name');

/** Structs that Go's types embed in others, which JSON does not show. Source: core/v1 types.go, fields marked `inline`. */
const EMBEDDINGS: Readonly<Record<string, Embedding>> = {
  Volume: allBut('VolumeSource', 'name'),
  PersistentVolumeSpec: allBut(
    'PersistentVolumeSource',
    'capacity accessModes claimRef persistentVolumeReclaimPolicy storageClassName mountOptions volumeMode nodeAffinity volumeAttributesClassName',
  ),
  Probe: among('ProbeHandler', 'exec httpGet tcpSocket grpc'),
  EphemeralContainer: allBut('EphemeralContainerCommon', 'targetContainerName'),
  ConfigMapKeySelector: REFERENCE,
  SecretKeySelector: REFERENCE,
  ConfigMapEnvSource: REFERENCE,
  SecretEnvSource: REFERENCE,
  ConfigMapProjection: REFERENCE,
  SecretProjection: REFERENCE,
  ConfigMapVolumeSource: REFERENCE,
};

/** The Go struct between a struct and a field that it seems to have, if there is one. */
export function embeddedStruct({ name }: StructTable, field: string): string | undefined {
  const embedding = EMBEDDINGS[name];
  return embedding?.has(field) ? embedding.name : undefined;
}
