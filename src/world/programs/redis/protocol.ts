/** RESP, the protocol of redis, as far as these commands need it (redis.io/docs/latest/develop/reference/protocol-spec). */
export type RedisReply =
  | { readonly kind: 'status'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'bulk'; readonly text: string | undefined }
  | { readonly kind: 'list'; readonly items: readonly (string | undefined)[] };

export function encodeReply(reply: RedisReply): string {
  switch (reply.kind) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return `-${reply.text}\r\n`;
    case 'integer':
      return `:${reply.value}\r\n`;
    case 'bulk':
      return bulk(reply.text);
    case 'list':
      return `*${reply.items.length}\r\n${reply.items.map(bulk).join('')}`;
  }
}

function bulk(text: string | undefined): string {
  return text === undefined ? '$-1\r\n' : `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
}

/** A reply as a client reads it. */
export function decodeReply(text: string): RedisReply {
  const [head = '', ...rest] = text.split('\r\n');
  const body = head.slice(1);
  if (head.startsWith('+')) return { kind: 'status', text: body };
  if (head.startsWith('-')) return { kind: 'error', text: body };
  if (head.startsWith(':')) return { kind: 'integer', value: Number(body) };
  if (head.startsWith('$')) return { kind: 'bulk', text: body === '-1' ? undefined : rest.slice(0, -1).join('\r\n') };
  const items: (string | undefined)[] = [];
  for (let i = 0; i < rest.length && items.length < Number(body); i++) {
    items.push(rest[i] === '$-1' ? undefined : rest[++i]);
  }
  return { kind: 'list', items };
}

/** A command line, with quotes; what `nc` sends and what goes over the wire here. */
export function splitCommand(line: string): string[] {
  const words = line.match(/"(?:[^"\\]|\\.)*"|'[^']*'|\S+/g) ?? [];
  return words.map((word) => (/^["']/.test(word) ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word));
}

export function quoteCommand(words: readonly string[]): string {
  return words.map((word) => `"${word.replace(/(["\\])/g, '\\$1')}"`).join(' ');
}
