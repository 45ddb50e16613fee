/** `web-7d9c6b8f4-x2v9q` → `web-*`: hashes and the letters that a controller draws. */
export function pattern(name: string): string {
  return name.replace(/-[a-f0-9]{8,10}(-[bcdfghjklmnpqrstvwxz2456789]{5})?$|-[bcdfghjklmnpqrstvwxz2456789]{5}$/, '-*');
}

/**
 * A message without what chance and the clock make: names, ids, addresses, times.
 * @param pods names that occur in it: five letters alone could as well be a word
 */
export function plain(message: string, pods: Iterable<string> = []): string {
  let text = message
    .replace(/[0-9a-f]{64}/g, 'ID')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID');
  for (const pod of pods) text = text.replaceAll(pod, pattern(pod));
  return text
    .replace(/-[a-f0-9]{8,10}(-[bcdfghjklmnpqrstvwxz2456789]{5})?\b/g, '-*')
    .replace(/\b\d+\.\d+\.\d+\.\d+\b/g, 'IP')
    .replace(/\b\d+(\.\d+)?m?s\b/g, 'SOME TIME');
}
