import type { Volume } from '../types/index';
import { defaultPullPolicy } from './images';

/** rw-r--r-- */
const FILE_MODE = 0o644;
/** An hour. Admission uses seven seconds more for the token that every pod gets, to know its own. */
const TOKEN_SECONDS = 3600;

/** Defaults of one volume; a volume without a source is an emptyDir. */
export function defaultVolume(volume: Volume): void {
  const sources = Object.keys(volume).filter((key) => key !== 'name' && volume[key] !== undefined);
  if (sources.length === 0) volume.emptyDir = {};
  const { secret, configMap, downwardAPI, projected, hostPath, image } = volume;
  if (secret) secret.defaultMode ??= FILE_MODE;
  if (configMap) configMap.defaultMode ??= FILE_MODE;
  if (downwardAPI) {
    downwardAPI.defaultMode ??= FILE_MODE;
    for (const item of downwardAPI.items ?? []) defaultItem(item);
  }
  if (projected) {
    projected.defaultMode ??= FILE_MODE;
    for (const source of projected.sources ?? []) {
      if (source.serviceAccountToken) source.serviceAccountToken.expirationSeconds ??= TOKEN_SECONDS;
      for (const item of source.downwardAPI?.items ?? []) defaultItem(item);
    }
  }
  if (hostPath) hostPath.type ??= '';
  if (image) image.pullPolicy ??= defaultPullPolicy(image.reference ?? '');
}

interface DownwardItem {
  fieldRef?: { apiVersion?: string };
  resourceFieldRef?: { divisor?: string };
}

function defaultItem({ fieldRef, resourceFieldRef }: DownwardItem): void {
  if (fieldRef) fieldRef.apiVersion ??= 'v1';
  if (resourceFieldRef) resourceFieldRef.divisor ??= '0';
}
