/** Answers that one function keeps before it forgets all of them: a long campaign must not grow. */
const KEPT = 1_000;

/**
 * A function of a text that remembers its answers, for parsers whose inputs come again in every run. The answers are
 * shared: nobody may change them, and they may not depend on anything but the text. Errors are not remembered.
 */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = answer(text);
      if (known.size >= KEPT) known.clear();
      known.set(text, found);
    }
    return found;
  };
}
