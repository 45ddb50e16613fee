/**
 * A function of a text that remembers its answers, for parsers whose inputs come again in every run. The answers are
 * shared: nobody may change them, and they may not depend on anything but the text. Errors are not remembered.
 * @param kept answers before all of them are forgotten: a long campaign must not grow
 */
export function remembered<T, K extends string = string>(answer: (text: K) => T, kept = 1_000): (text: K) => T {
  const known = new Map<K, T>();
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

/**
 * The same for a function of an object that nobody changes: its answer is remembered as long as the object is there.
 */
export function rememberedFor<K extends object, T>(answer: (object: K) => T): (object: K) => T {
  const known = new WeakMap<K, { readonly answer: T }>();
  return (object) => {
    let found = known.get(object);
    if (!found) {
      found = { answer: answer(object) };
      known.set(object, found);
    }
    return found.answer;
  };
}
