/** Letters that the API server and controllers draw for a name. */
const DRAWN = '-[bcdfghjklmnpqrstvwxz2456789]{5}';
/** A template's hash (up to ten digits, each in a letter of its own), or the minute of a CronJob. */
const HASHED = `-(?:[4-9bcdf]{6,10}|\\d{8,10})(?:${DRAWN})?`;
const NAME_END = new RegExp(`(?:${HASHED}|${DRAWN})$`);
const NAME_INSIDE = new RegExp(`(?:${HASHED}|${DRAWN})(?![a-z0-9-])`, 'g');

/** `web-7d9c6b8f4-x2v9q` → `web-*`: hashes and the letters that a controller draws. */
export function pattern(name: string): string {
  return name.replace(NAME_END, '-*');
}

/** A message without what chance and the clock make: names, ids, addresses, times. */
export function plain(message: string): string {
  return message
    .replace(/[0-9a-f]{64}/g, 'ID')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replace(NAME_INSIDE, '-*')
    .replace(/\b\d+\.\d+\.\d+\.\d+\b/g, 'IP')
    .replace(/\b\d+(\.\d+)?m?s\b/g, 'SOME TIME');
}
