import { parse } from 'yaml';
import { applyPatch, badRequest, type KubeObject, noSuchPath } from '../../api';
import type { Task } from '../../kernel';
import { keepCause } from '../changeCause';
import type { Call } from '../command/call';
import { type CommandSpec, dryRun, fileFlags, outputFlags, record, text } from '../command/spec';
import { failure } from '../errors';
import { suffix } from '../objects';
import { changeText } from '../output/printer';
import { subresourceOf } from '../subresource';
import { visitEach } from '../visiting';

const TYPES = ['json', 'merge', 'strategic'] as const;
const SUBRESOURCES = ['status', 'scale', 'ephemeralcontainers', 'resize'] as const;

export const patch: CommandSpec = {
  name: 'patch',
  flags: [
    ...fileFlags,
    ...outputFlags,
    dryRun,
    record,
    text('patch', { short: 'p' }),
    text('patch-file'),
    text('type', { value: 'strategic' }),
    text('subresource'),
    text('field-manager'),
  ],
  run: runPatch,
};

function* runPatch(call: Call): Task<number> {
  const { session } = call;
  const document = readPatch(call);
  const type = TYPES.find((known) => known === call.text('type')?.toLowerCase());
  if (!type) throw failure(`--type must be one of [json merge strategic], not "${call.text('type')}"`);
  const asked = subresourceOf(call);
  const subresource = SUBRESOURCES.find((known) => known === asked);
  return yield* visitEach(call, call.args, function* ({ resource, object }) {
    const { name, namespace = '' } = object.metadata;
    if (asked && !subresource) throw noSuchPath();
    const patched =
      call.dryRun === 'client'
        ? (applyPatch(object, document, type) as KubeObject)
        : yield* session.client.patch<KubeObject>(resource.kind, namespace, name, document, {
            type,
            dryRun: call.dryRun === 'server',
            ...(subresource ? { subresource } : {}),
          });
    if (call.dryRun !== 'client') yield* keepCause(call, resource.kind, object);
    const same = isSame(patched, object, call.dryRun !== 'none');
    const shown = subresource === 'scale' ? object : patched;
    session.io.stdout(
      changeText(
        shown,
        `patched${same ? ' (no change)' : ''}${suffix(call)}`,
        call.text('output'),
        call.session.release,
      ),
    );
  });
}

/** What is not stored keeps its version however much it differs, so a dry run is compared whole. */
function isSame(patched: KubeObject, before: KubeObject, dryRun: boolean): boolean {
  if (dryRun) return JSON.stringify(patched) === JSON.stringify(before);
  return patched.metadata.resourceVersion === before.metadata.resourceVersion;
}

/** A patch is JSON or YAML. @throws KubectlError */
function readPatch(call: Call): unknown {
  const inline = call.text('patch');
  const file = call.text('patch-file');
  if (!inline && !file) throw failure('must specify --patch or --patch-file containing the contents of the patch');
  if (inline && file) throw failure('cannot specify --patch and --patch-file together');
  const source = inline ?? patchFile(call, file as string);
  try {
    return parse(source) as unknown;
  } catch (error) {
    // What begins as JSON goes to the server as it is (yaml.ToJSON), which is the one to refuse it.
    if (source.trimStart().startsWith('{')) throw badRequest(whyNoJson(source));
    const why = error instanceof Error ? (error.message.split('\n')[0] as string) : String(error);
    throw failure(`unable to parse "${source}": yaml: ${why}`);
  }
}

function patchFile(call: Call, path: string): string {
  try {
    return call.session.files(path);
  } catch {
    throw failure(`unable to read patch file: open ${path}: no such file or directory`);
  }
}

/** encoding/json of Go on the first byte that does not fit: the keys are all that people get wrong. */
function whyNoJson(text: string): string {
  const key = /[{,]\s*([^\s"}])/.exec(text)?.[1];
  return key ? `invalid character '${key}' looking for beginning of object key string` : 'unexpected end of JSON input';
}
