import { badRequest, StatusError } from '../errors';
import { cloneJson, sameJson } from '../json';

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
  readonly from?: string;
}

/**
 * JSON patch (RFC 6902): the operations one after the other, all or none.
 * @throws StatusError 400 when it is not a patch, 422 when an operation does not fit the object
 */
export function applyJsonPatch(original: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw badRequest('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  const box = { root: cloneJson(original) };
  for (const operation of patch as Operation[]) apply(box, operation);
  return box.root;
}

function apply(box: { root: unknown }, { op, path, value, from }: Operation): void {
  const refuse = () => unprocessable();
  switch (op) {
    case 'test':
      if (!sameJson(read(box, path, refuse), value)) throw refuse();
      return;
    case 'remove':
      take(box, path, refuse);
      return;
    case 'replace':
      take(box, path, refuse);
      add(box, path, cloneJson(value), refuse);
      return;
    case 'add':
      add(box, path, cloneJson(value), refuse);
      return;
    case 'copy':
      add(box, path, cloneJson(read(box, from ?? '', refuse)), refuse);
      return;
    case 'move':
      add(box, path, take(box, from ?? '', refuse), refuse);
      return;
    default:
      throw refuse();
  }
}

/** The server tells nobody which operation it was. */
function unprocessable(): StatusError {
  return new StatusError('Invalid', 'the server rejected our request due to an error in our request');
}

type Refuse = () => Error;

function read(box: { root: unknown }, path: string, refuse: Refuse): unknown {
  let value = box.root;
  for (const step of steps(path)) {
    const parent = container(value, refuse);
    if (!hasMember(parent, step)) throw refuse();
    value = parent[step as never];
  }
  return value;
}

function take(box: { root: unknown }, path: string, refuse: Refuse): unknown {
  const value = read(box, path, refuse);
  const all = steps(path);
  const last = all.pop();
  if (last === undefined) box.root = undefined;
  else {
    const parent = container(read(box, pointer(all), refuse), refuse);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  }
  return value;
}

function add(box: { root: unknown }, path: string, value: unknown, refuse: Refuse): void {
  const all = steps(path);
  const last = all.pop();
  if (last === undefined) {
    box.root = value;
    return;
  }
  const parent = container(read(box, pointer(all), refuse), refuse);
  if (!Array.isArray(parent)) parent[last] = value;
  else {
    const index = last === '-' ? parent.length : Number(last);
    if (!(Number.isInteger(index) && index >= 0 && index <= parent.length)) throw refuse();
    parent.splice(index, 0, value);
  }
}

type Container = unknown[] | Record<string, unknown>;

function container(value: unknown, refuse: Refuse): Container {
  if (typeof value !== 'object' || value === null) throw refuse();
  return value as Container;
}

function hasMember(parent: Container, step: string): boolean {
  if (Array.isArray(parent)) return /^\d+$/.test(step) && Number(step) < parent.length;
  return Object.hasOwn(parent, step);
}

/** The parts of a JSON pointer (RFC 6901). */
function steps(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function pointer(all: readonly string[]): string {
  return all.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
