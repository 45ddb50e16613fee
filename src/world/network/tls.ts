/**
 * TLS, as far as a probe can tell it from plain text: who asks begins with a handshake record, who speaks TLS answers with
 * one. Behind the handshake the text is plain; certificates do not exist, because neither probes nor hooks check them.
 */
const HANDSHAKE = '\x16\x03';

export const CLIENT_HELLO = `${HANDSHAKE}\x01 client hello\n`;
export const SERVER_HELLO = `${HANDSHAKE}\x03 server hello\n`;

export function isClientHello(text: string): boolean {
  return text.startsWith(HANDSHAKE);
}

export function isServerHello(text: string): boolean {
  return text.startsWith(HANDSHAKE);
}

/** The text after the handshake record. */
export function afterHello(text: string): string {
  return text.slice(text.indexOf('\n') + 1);
}
