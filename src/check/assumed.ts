/** An image that nobody described: its app does what it is for. */
export const ASSUMED_IMAGE = 'example.com/assumed';

/** No image has a program of this name: where a probe runs it, the app answers. */
export const ASSUMED_PROGRAM = 'assumed';

/** A field as whoever wrote the manifest has to write it: without what only stands for a program that nobody knows. */
export function asWritten<T>(value: T): T {
  if (Array.isArray(value)) return (value[0] === ASSUMED_PROGRAM ? value.slice(1) : value).map(asWritten) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asWritten(part)])) as T;
}
