import { isQuantity, type KubeObject, type LabelSelector, parseLabelSelector, QUANTITY_ERROR } from '../../api';
import { type CommandSpec, list, text } from '../command/spec';
import { failure } from '../errors';
import { make, makeFlags, metadata, nameOf } from './make';

export const budget: CommandSpec = {
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  flags: [...makeFlags, text('min-available'), text('max-unavailable'), text('selector')],
  *run(call) {
    const name = nameOf(call);
    const [least, most] = [call.text('min-available'), call.text('max-unavailable')];
    const selector = call.text('selector');
    if (!selector) throw failure('a selector must be specified');
    if (!least && !most) throw failure('one of min-available or max-unavailable must be specified');
    if (least && most) throw failure('min-available and max-unavailable cannot be both specified');
    const spec = {
      ...(least ? { minAvailable: intOrPercent(least) } : {}),
      ...(most ? { maxUnavailable: intOrPercent(most) } : {}),
      selector: asSelector(selector),
    };
    const apiVersion = call.session.release.text('madeBudgetVersion');
    const object = { apiVersion, kind: 'PodDisruptionBudget', metadata: metadata(call, name), spec };
    return yield* make(call, object as KubeObject);
  },
};

export const quota: CommandSpec = {
  name: 'quota',
  aliases: ['resourcequota'],
  flags: [...makeFlags, list('hard'), list('scopes')],
  *run(call) {
    const name = nameOf(call);
    const hard = call.list('hard').map(amount);
    const scopes = call.list('scopes');
    const spec = {
      ...(hard.length > 0 ? { hard: Object.fromEntries(hard) } : {}),
      ...(scopes.length > 0 ? { scopes } : {}),
    };
    const object = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: metadata(call, name), spec };
    return yield* make(call, object as KubeObject);
  },
};

function amount(text: string): [name: string, quantity: string] {
  const [name, quantity, ...more] = text.split('=');
  if (!name || quantity === undefined || more.length > 0)
    throw failure(`Invalid argument syntax ${text}, expected <resource>=<value>`);
  if (!isQuantity(quantity)) throw failure(QUANTITY_ERROR);
  return [name, quantity];
}

function intOrPercent(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** `app=web,tier in (a, b)` as a selector of an object. */
function asSelector(text: string): LabelSelector {
  try {
    parseLabelSelector(text);
  } catch (error) {
    throw failure(error instanceof Error ? error.message : String(error));
  }
  const matchLabels: Record<string, string> = {};
  const matchExpressions: NonNullable<LabelSelector['matchExpressions']> = [];
  for (const part of text.split(/,(?![^(]*\))/).map((each) => each.trim())) {
    const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(part);
    const equal = /^([^!=\s]+)\s*==?\s*(\S*)$/.exec(part);
    const unequal = /!=/.test(part);
    if (set) {
      const values = (set[3] ?? '').split(',').map((value) => value.trim());
      matchExpressions.push({ key: set[1] ?? '', operator: set[2] === 'in' ? 'In' : 'NotIn', values });
    } else if (equal) matchLabels[equal[1] ?? ''] = equal[2] ?? '';
    // The selector of an object is read by fewer words than that of a query (metav1.ParseToLabelSelector).
    else if (unequal) throw failure('"!=" is not a valid label selector operator');
    else if (part.startsWith('!')) matchExpressions.push({ key: part.slice(1), operator: 'DoesNotExist' });
    else matchExpressions.push({ key: part, operator: 'Exists' });
  }
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
}
