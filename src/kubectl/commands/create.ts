import type { Task } from '../../kernel';
import { withLastApplied } from '../apply/lastApplied';
import type { Call } from '../command/call';
import { bool, type CommandSpec, dryRun, fileFlags, outputFlags, record, text } from '../command/spec';
import { failure } from '../errors';
import { creators } from '../generate/index';
import { manifestsOf } from '../manifests';
import { createObject, eachObject } from '../objects';

export const create: CommandSpec = {
  name: 'create',
  flags: [
    ...fileFlags,
    ...outputFlags,
    dryRun,
    record,
    bool('save-config'),
    bool('edit'),
    text('validate', { value: 'strict', alone: 'strict' }),
    text('field-manager'),
    text('selector', { short: 'l' }),
  ],
  commands: creators,
  run: runCreate,
};

function* runCreate(call: Call): Task<number> {
  if (call.args.length > 0) call.usage(`Unexpected args: [${call.args.join(' ')}]`);
  if (call.flag('edit'))
    throw failure('--edit is not supported: there is no editor here; change the file and create it');
  if (!call.given('filename') && !call.given('kustomize')) throw failure('must specify one of -f and -k');
  return yield* eachObject(call, manifestsOf(call, 'creating'), 'creating', ({ object }) =>
    createObject(call, call.flag('save-config') ? withLastApplied(object) : object),
  );
}
