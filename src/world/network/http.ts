import { remembered } from '../../kernel';

/** An HTTP/1.x message as text, the way it goes over a connection. */

/** Header names keep their spelling; look them up with `header`. */
export type Headers = Readonly<Record<string, string>>;

export interface HttpMessage {
  readonly headers: Headers;
  readonly body: string;
}

/** A request as a server reads it. */
export interface HttpRequest extends HttpMessage {
  readonly method: string;
  /** The request target: path and query. */
  readonly target: string;
  readonly version: string;
}

export interface HttpResponse extends HttpMessage {
  readonly status: number;
  readonly statusText: string;
  readonly version: string;
}

/** RFC 9110, section 15, with the spellings that nginx and Go share. */
export const STATUS_TEXT: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export function statusText(status: number): string {
  return STATUS_TEXT[status] ?? 'Unknown';
}

/** The value of a header, whatever the case of its name. */
export function header(headers: Headers, name: string): string | undefined {
  const wanted = name.toLowerCase();
  // Asked several times for each message of each probe: a list of the names would be made each time.
  for (const key in headers) {
    if (key.length === wanted.length && key.toLowerCase() === wanted) return headers[key];
  }
  return undefined;
}

/** How many bytes a text has in UTF-8: what Content-Length counts. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

export function writeRequest(request: Omit<HttpRequest, 'version'> & { version?: string }): string {
  const { body } = request;
  const headers = body === '' ? request.headers : { 'Content-Length': String(byteLength(body)), ...request.headers };
  return message(`${request.method} ${request.target} ${request.version ?? 'HTTP/1.1'}`, headers, body);
}

export function writeResponse(response: HttpResponse, options: { omitBody?: boolean } = {}): string {
  const line = `${response.version} ${response.status} ${response.statusText}`;
  return message(line, response.headers, options.omitBody ? '' : response.body);
}

function message(startLine: string, headers: Headers, body: string): string {
  let text = `${startLine}\r\n`;
  for (const name in headers) text += `${name}: ${headers[name]}\r\n`;
  return `${text}\r\n${body}`;
}

/** What has arrived of a message: all of it, too little, or something that is no HTTP. */
export type Parsed<T> = { readonly message: T; readonly rest: string } | 'incomplete' | 'malformed';

/** Reads a request from the beginning of `text`. Bare line feeds count as line ends (RFC 9112, 2.2). */
export function parseRequest(text: string): Parsed<HttpRequest> {
  const head = splitHead(text);
  const line = head?.startLine ?? text.split('\n', 1)[0] ?? '';
  const match = /^([A-Z]+) (\S+)(?: (HTTP\/\d(?:\.\d)?))?\r?$/.exec(line);
  if (!match && (head || text.includes('\n') || !/^[A-Z]{0,10}( |$)/.test(text))) return 'malformed';
  if (!head || !match) return 'incomplete';
  const [, method = '', target = '', version = 'HTTP/0.9'] = match;
  const length = Number(header(head.headers, 'content-length') ?? 0);
  const body = takeBytes(head.rest, length);
  if (body === undefined) return 'incomplete';
  return { message: { method, target, version, headers: head.headers, body }, rest: head.rest.slice(body.length) };
}

/** Reads a response. Without Content-Length the body ends with the connection: `ended` says that it has. */
export function parseResponse(text: string, options: { ended: boolean; method: string }): Parsed<HttpResponse> {
  if (text !== '' && !'HTTP/'.startsWith(text.slice(0, 5))) return 'malformed';
  const head = splitHead(text);
  if (!head) return 'incomplete';
  const match = /^(HTTP\/\d(?:\.\d)?) (\d{3}) ?(.*)$/.exec(head.startLine);
  if (!match) return 'malformed';
  const [, version = '', status = '', words = ''] = match;
  const response = { version, status: Number(status), statusText: words, headers: head.headers, body: '' };
  if (options.method === 'HEAD' || response.status === 204 || response.status === 304) {
    return { message: response, rest: head.rest };
  }
  const length = header(head.headers, 'content-length');
  const body = length === undefined ? undefined : takeBytes(head.rest, Number(length));
  if (body === undefined && !options.ended) return 'incomplete';
  response.body = body ?? head.rest;
  return { message: response, rest: head.rest.slice(response.body.length) };
}

interface Head {
  readonly startLine: string;
  readonly headers: Headers;
  /** What comes after the empty line. */
  readonly rest: string;
}

/** Longer messages are not remembered: they are hardly ever said twice. */
const REMEMBERED_LENGTH = 1024;
const rememberedHead = remembered((text): Head | 'incomplete' => readHead(text) ?? 'incomplete');

/** The lines up to the empty one. Every message of every probe passes here, and most have been said before. */
function splitHead(text: string): Head | undefined {
  if (text.length > REMEMBERED_LENGTH) return readHead(text);
  const head = rememberedHead(text);
  return head === 'incomplete' ? undefined : head;
}

function readHead(text: string): Head | undefined {
  let startLine: string | undefined;
  const headers: Record<string, string> = {};
  for (let at = 0; ; ) {
    const newline = text.indexOf('\n', at);
    if (newline < 0) return undefined;
    const end = newline > at && text.charCodeAt(newline - 1) === CARRIAGE_RETURN ? newline - 1 : newline;
    if (startLine === undefined) startLine = text.slice(at, end);
    else if (end === at) return { startLine, headers, rest: text.slice(newline + 1) };
    else {
      const colon = text.indexOf(':', at);
      if (colon > at && colon < end) headers[text.slice(at, colon)] = text.slice(colon + 1, end).trim();
    }
    at = newline + 1;
  }
}

const CARRIAGE_RETURN = 13;

/** The first `bytes` bytes of a text, or undefined when there are fewer. */
function takeBytes(text: string, bytes: number): string | undefined {
  if (bytes === 0) return '';
  const present = byteLength(text);
  if (present <= bytes) return present === bytes ? text : undefined;
  return Buffer.from(text, 'utf8').subarray(0, bytes).toString('utf8');
}
