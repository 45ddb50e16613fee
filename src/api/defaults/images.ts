/**
 * Always for the tag `latest`, given or implied; otherwise IfNotPresent. A digest pins the image as well as a tag does.
 * Source: kubernetes.io, Images, "Default image pull policy".
 */
export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  const [reference = ''] = image.split('@');
  // A colon before the last slash belongs to the port of the registry.
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const colon = name.indexOf(':');
  const tag = colon < 0 ? undefined : name.slice(colon + 1);
  if (tag === undefined) return image.includes('@') ? 'IfNotPresent' : 'Always';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}
