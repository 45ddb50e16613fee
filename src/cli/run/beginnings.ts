/** What is known of a type of parameters. */
interface ParameterType {
  readonly regexpStrings: readonly string[];
}

export interface ParameterTypes {
  lookupByTypeName(name: string): ParameterType | undefined;
}

/** For each set of parameter types, what was made for sentences that begin with the same ones. */
const known = new WeakMap<ParameterTypes, Map<string, RegExp>>();

/**
 * Tells whether a text begins with the parameters that a Cucumber expression begins with, if it does. The engine needs milliseconds
 * to compile the regular expression of a name or a time, tens for that of a whole sentence; most sentences that have a text's few
 * words are about something else, and of those about pods, this part is compiled once.
 */
export function beginsLike(source: string, types: ParameterTypes): (text: string) => boolean {
  const [parameters] = /^(?:\{[^{}()/\\]+\})+/.exec(source) ?? [];
  if (parameters === undefined) return () => true;
  // Made when it is first asked for
  return (text) => regexpOf(parameters, types).test(text);
}

function regexpOf(parameters: string, types: ParameterTypes): RegExp {
  let ofTypes = known.get(types);
  if (!ofTypes) {
    ofTypes = new Map();
    known.set(types, ofTypes);
  }
  let regexp = ofTypes.get(parameters);
  if (!regexp) {
    regexp = beginning(parameters, types);
    ofTypes.set(parameters, regexp);
  }
  return regexp;
}

/** The beginning of the regular expression that Cucumber makes. */
function beginning(parameters: string, types: ParameterTypes): RegExp {
  const parts = [...parameters.matchAll(/\{([^}]+)\}/g)].map(([, name]) =>
    types.lookupByTypeName(name as string)?.regexpStrings.join(')|(?:'),
  );
  return new RegExp(`^${parts.map((part) => `((?:${part}))`).join('')}`);
}
