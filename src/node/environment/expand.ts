/**
 * Expands `$(NAME)` the way the API documents it for `env`, `command` and `args`: a reference to a variable that
 * does not exist stays as it is, `$$` is one `$` (so `$$(NAME)` is the literal `$(NAME)`).
 * @param lookup the variable's value, or undefined when there is none
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function expandVariables(text: string, lookup: (name: string) => string | undefined): string {
  let out = '';
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '$') {
      out += text[at++];
      continue;
    }
    const next = text[at + 1];
    const close = next === '(' ? text.indexOf(')', at + 2) : -1;
    if (next === '$') {
      out += '$';
      at += 2;
    } else if (close >= 0) {
      const name = text.slice(at + 2, close);
      out += lookup(name) ?? `$(${name})`;
      at = close + 1;
    } else {
      out += '$';
      at += 1;
    }
  }
  return out;
}

/** A command line with all its references expanded. */
export function expandCommand(words: readonly string[], env: Readonly<Record<string, string>>): string[] {
  return words.map((word) => expandVariables(word, (name) => (Object.hasOwn(env, name) ? env[name] : undefined)));
}
