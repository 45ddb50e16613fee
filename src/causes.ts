/** An error and what it was thrown because of, down to the first; nothing of what is no error. */
export function* causesOf(error: unknown): Generator<Error> {
  for (let here = error; here instanceof Error; here = here.cause) yield here;
}
