/** The format of archives: POSIX ustar (pax(1)), whose headers name owners by number and name. */

export interface Member {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly data: string;
  /** Where a link leads. */
  readonly target: string;
}

const BLOCK = 512;
/** What tar writes at once: 20 blocks. */
const RECORD = 20 * BLOCK;
const TYPES = { file: '0', directory: '5', link: '2' } as const;

/** An archive of these members, in ustar. */
export function packed(members: readonly Member[]): string {
  const text = members.map((member) => headerOf(member) + padded(member.data)).join('');
  const bytes = Buffer.byteLength(text) + 2 * BLOCK;
  return text + '\0'.repeat(2 * BLOCK + (RECORD - (bytes % RECORD || RECORD)));
}

function headerOf({ name, type, mode, uid, gid, mtime, data, target }: Member): string {
  const [prefix, rest] = splitName(type === 'directory' ? `${name}/` : name);
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  const before =
    field(rest, 100) +
    octal(mode, 8) +
    octal(uid, 8) +
    octal(gid, 8) +
    octal(Buffer.byteLength(data), 12) +
    octal(mtime, 12);
  const after = `${TYPES[type]}${field(target, 100)}ustar\x0000${field(ownerName(uid), 32)}${field(ownerName(gid), 32)}${octal(0, 8)}${octal(0, 8)}${field(prefix, 155)}`;
  const sum = [...Buffer.from(`${before}        ${after}`)].reduce((total, byte) => total + byte, 0);
  return `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`.padEnd(BLOCK, '\0');
}

/** A long name is cut at a slash: the first part is the prefix. */
function splitName(name: string): [prefix: string, rest: string] {
  if (Buffer.byteLength(name) <= 100) return ['', name];
  const slash = name.indexOf('/', name.length - 101);
  return slash < 0 ? ['', name] : [name.slice(0, slash), name.slice(slash + 1)];
}

function field(text: string, width: number): string {
  const cut = Buffer.from(text).subarray(0, width);
  return cut.toString() + '\0'.repeat(width - cut.length);
}

function padded(data: string): string {
  const over = Buffer.byteLength(data) % BLOCK;
  return over === 0 ? data : data + '\0'.repeat(BLOCK - over);
}

/** The members of an archive; undefined where it is none. */
export function unpacked(text: string): Member[] | undefined {
  const bytes = Buffer.from(text);
  const members: Member[] = [];
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.toString('latin1', 257, 262) !== 'ustar') return undefined;
    const size = numberAt(header, 124, 12);
    members.push(memberOf(header, bytes.toString('utf8', at + BLOCK, at + BLOCK + size)));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return members.length === 0 && bytes.some((byte) => byte !== 0) ? undefined : members;
}

function memberOf(header: Buffer, data: string): Member {
  const prefix = textAt(header, 345, 155);
  const name = textAt(header, 0, 100);
  const letter = textAt(header, 156, 1);
  return {
    name: (prefix === '' ? name : `${prefix}/${name}`).replace(/\/+$/, ''),
    type: letter === TYPES.directory ? 'directory' : letter === TYPES.link ? 'link' : 'file',
    mode: numberAt(header, 100, 8),
    uid: numberAt(header, 108, 8),
    gid: numberAt(header, 116, 8),
    mtime: numberAt(header, 136, 12),
    data,
    target: textAt(header, 157, 100),
  };
}

function textAt(header: Buffer, start: number, length: number): string {
  return header.toString('utf8', start, start + length).replace(/\0[\s\S]*$/, '');
}

function numberAt(header: Buffer, start: number, length: number): number {
  return Number.parseInt(textAt(header, start, length).trim() || '0', 8);
}

/** What images call the owners that they know. */
export function ownerName(id: number): string {
  return id === 0 ? 'root' : id === 65534 ? 'nobody' : '';
}
