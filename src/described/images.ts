import type { Node } from 'yaml';
import type { ImageDescription } from '../world/index';
import { DescriptionDocument } from './document';
import { duration, field, flag, integer, list, mapOf, mapOr, oneOf, record, required, type Shape, text } from './shape';

/** An image as a file describes it, and where. */
export interface DescribedImage {
  readonly description: ImageDescription;
  /** `images.yaml:4:3`. */
  readonly place: string;
}

const texts = list(text);
const port = integer(1, 65535);

const server = record({
  ports: field('ports', list(port)),
  protocol: field('protocol', oneOf('http', 'https', 'tcp', 'grpc', 'mysql')),
  start: field('startMs', duration),
  log: field('log', record({ start: field('start', texts), ready: field('ready', texts), stop: field('stop', texts) })),
  responses: field(
    'responses',
    list(
      record({
        path: field('path', text),
        status: field('status', integer(100, 599)),
        body: field('body', text),
        headers: field('headers', mapOf(text)),
      }),
    ),
  ),
  signals: field(
    'signals',
    mapOf(
      mapOr(record({ code: required('code', integer(0, 255)), after: field('afterMs', duration) }), oneOf('ignore')),
    ),
  ),
  ignoresTerm: field('ignoresTerm', flag),
  requires: field('requires', record({ anyOf: required('anyOf', texts), message: required('message', text) })),
});

/** What every image and every variant of one may say. */
const CONTENT = {
  entrypoint: field('entrypoint', texts),
  cmd: field('cmd', texts),
  env: field('env', mapOf(text)),
  workdir: field('workdir', text),
  user: field('user', text),
  stopSignal: field('stopSignal', text),
  exposes: field('exposes', list(port)),
  files: field('files', mapOf(text)),
  links: field('links', mapOf(text)),
  programs: field('programs', mapOf(mapOr(server, text))),
  commands: field('commands', texts),
  shell: field('shell', oneOf('ash', 'bash', 'dash', 'none')),
  distribution: field('distribution', oneOf('busybox', 'alpine', 'debian', 'redhat')),
  busybox: field('busybox', text),
  size: field('size', text),
  onNode: field('onNode', flag),
};

const image = record<ImageDescription>({
  image: required('image', text),
  tags: field('tags', texts),
  ...CONTENT,
  variants: field('variants', list(record({ tags: required('tags', texts), ...CONTENT }))),
});

/** Keeps where each image stands. */
const placed: Shape<DescribedImage> = (node: Node | null, name, document) => {
  const description = image(node, name, document);
  return description && { description, place: document.place(node) };
};

const file = record<{ images?: DescribedImage[] }>({ images: required('images', list(placed)) });

/**
 * Reads a file of image descriptions.
 * @param name of the file, for messages
 * @throws DescriptionError with every mistake and its place
 */
export function decodeImages(content: string, name: string): DescribedImage[] {
  const document = new DescriptionDocument(content, name);
  const { images = [] } = file(document.root, 'an images file', document) ?? {};
  document.assertGood();
  return images;
}
