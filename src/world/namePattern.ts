import { remembered } from '../kernel/index';

const expressionOf = remembered((pattern: string) => {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
});

/** Whether a pattern means this name: `*` stands for any characters, no pattern for every name. */
export function matches(pattern: string | undefined, name: string): boolean {
  if (pattern === undefined || pattern === '*') return true;
  return pattern.includes('*') ? expressionOf(pattern).test(name) : pattern === name;
}
