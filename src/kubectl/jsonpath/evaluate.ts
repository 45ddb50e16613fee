import { toCompactJson } from '../output/json';
import { JsonPathError, type Operand, type Step } from './path';
import type { TemplateNode } from './template';

/** Writes a template with the values of `root`; missing keys print nothing. @throws JsonPathError */
export function evaluateTemplate(nodes: readonly TemplateNode[], root: unknown, current: unknown = root): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.text;
      const found = evaluatePath(node.steps, root, current);
      if (node.type === 'path') return found.map(valueText).join(' ');
      return found.map((item) => evaluateTemplate(node.body, root, item)).join('');
    })
    .join('');
}

/** All values that a path leads to, in order. @throws JsonPathError when an index is out of bounds */
export function evaluatePath(steps: readonly Step[], root: unknown, current: unknown = root): unknown[] {
  let values = [current];
  for (const [index, step] of steps.entries()) {
    if (step.type === 'root') values = [root];
    // A path after another step's value goes on from there; `@` and a lone `.` change nothing.
    else if (step.type === 'current') values = index === 0 ? [current] : values;
    else values = values.flatMap((value) => take(step, value, root));
  }
  return values;
}

function take(step: Step, value: unknown, root: unknown): unknown[] {
  switch (step.type) {
    case 'field':
      return step.names.flatMap((name) => fieldOf(value, name));
    case 'wildcard':
      return childrenOf(value);
    case 'recursive':
      return descendants(value);
    case 'indices':
      return step.indices.flatMap((index) => elementOf(value, index));
    case 'slice':
      return slice(value, step);
    case 'filter':
      return listOf(value).filter((item) => matches(step, item, root));
    default:
      return [value];
  }
}

function fieldOf(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const child = (value as Record<string, unknown>)[name];
  return child === undefined ? [] : [child];
}

function childrenOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, child]) => child);
}

/** The value and everything below it, parents before their children. */
function descendants(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...childrenOf(value).flatMap(descendants)];
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function elementOf(value: unknown, index: number): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new JsonPathError(`${valueText(value)} is not array or slice`);
  const at = index < 0 ? value.length + index : index;
  if (at < 0 || at >= value.length) {
    throw new JsonPathError(`array index out of bounds: index ${at}, length ${value.length}`);
  }
  return [value[at]];
}

function slice(value: unknown, { from, to, step }: { from?: number; to?: number; step: number }): unknown[] {
  if (step <= 0) throw new JsonPathError('step must be > 0');
  return listOf(value)
    .slice(from ?? 0, to)
    .filter((_, i) => i % step === 0);
}

function matches(step: Extract<Step, { type: 'filter' }>, item: unknown, root: unknown): boolean {
  const left = operandValues(step.left, item, root);
  if (step.operator === 'exists') return left.length > 0;
  const right = step.right ? operandValues(step.right, item, root) : [];
  if (left.length === 0 || right.length === 0) return false;
  return compare(left[0], step.operator, right[0]);
}

function operandValues(operand: Operand, item: unknown, root: unknown): unknown[] {
  return 'value' in operand ? [operand.value] : evaluatePath(operand.steps, root, item);
}

function compare(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) {
    throw new JsonPathError('incompatible types for comparison');
  }
  const [a, b] = [left, right as typeof left];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

/** A value as a template prints it: text bare, objects and lists as compact JSON. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? toCompactJson(value) : String(value);
}
