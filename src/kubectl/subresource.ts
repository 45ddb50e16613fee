import type { Call } from './command/call';
import { failure } from './errors';

/** What `--subresource` takes where kubectl has a list of its own. */
const LISTED = ['status', 'scale'];

/**
 * The value of `--subresource`, if kubectl of this release takes it.
 * @throws KubectlError
 */
export function subresourceOf(call: Call): string | undefined {
  const asked = call.text('subresource');
  const { release } = call.session;
  if (!asked) return undefined;
  if (!release.has('subresourceFlag'))
    throw failure(`unknown flag: --subresource\nSee 'kubectl ${call.path} --help' for usage.`);
  if (!release.has('anySubresource') && !LISTED.includes(asked))
    throw failure(`invalid subresource value: "${asked}". Must be one of [${LISTED.join(' ')}]`);
  return asked;
}
