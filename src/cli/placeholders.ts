import type { Manifest } from '../api/index';
import { quoteWord } from '../world/shell/quote';

/** What a pipeline fills in before kubectl sees a manifest: `${IMAGE_TAG}`, `$(TAG)`, `$TAG`. */
const PLACEHOLDER = /\$(?:\{\w+\}|\(\w+\)|\w+)/g;

/** A sentence about images with placeholders that nobody has filled in; without it their pods only seem to be broken. */
export function placeholderNotes(manifests: readonly Manifest[]): string[] {
  const found = manifests.flatMap(({ object, file }) =>
    imagesIn(object).flatMap((image) => (image.match(PLACEHOLDER) ?? []).map((name) => ({ name, file }))),
  );
  const [first] = found;
  if (!first) return [];
  const names = [...new Set(found.map(({ name }) => name))];
  return [`Nobody has filled in ${names.join(', ')} (in ${first.file}): ${filling(first.file)}`];
}

/** The same for a message about a manifest that can't be read because of one. */
export function placeholderHint(message: string): string {
  const [, file = '', name = ''] = /^(.+?):\d+:\d+: .*"(\$(?:\{\w+\}|\(\w+\)|\w+))"/m.exec(message) ?? [];
  return name === '' ? '' : `\n(nobody has filled in ${name}: ${filling(file)})`;
}

function filling(file: string): string {
  return file.startsWith('<') ? 'envsubst does that.' : `envsubst < ${quoteWord(file)} | podwright play -`;
}

function imagesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) =>
    key === 'image' && typeof field === 'string' ? [field] : imagesIn(field),
  );
}
