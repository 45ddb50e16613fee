/**
 * A function of a text that remembers its answers, for parsers whose inputs come again in every run. The answers are
 * shared: nobody may change them, and they may not depend on anything but the text. Errors are not remembered.
 * @param kept answers before all of them are forgotten: a long campaign must not grow
 */
export function remembered<T>(answer: (text: string) => T, kept = 1_000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = answer(text);
      if (known.size >= kept) known.clear();
      known.set(text, found);
    }
    return found;
  };
}
