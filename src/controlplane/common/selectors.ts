type Labels = Readonly<Record<string, string>> | undefined;

export { labelMatcher, matchesLabelSelector as matches } from '../../api';

/** Whether labels contain all of these pairs, as the selector of a Service asks. */
export function matchesAll(wanted: Readonly<Record<string, string>>, labels: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels?.[key] === value);
}
