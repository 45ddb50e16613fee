/**
 * How features call objects: `pod "web"`, `the pod 'web'`, `Pod web`, `pod/web` as kubectl takes it, `the "web" pod`, and `the pod` where
 * there is only one.
 */

const QUOTED = `(?:"[^"]+"|'[^']+')`;
const BARE = '[a-z0-9](?:[-a-z0-9.*]*[a-z0-9*])?';

/** A name as a regular expression source: in quotes of either kind, or as it is. */
export const NAME = `(?:${QUOTED}|${BARE})`;

/** `in namespace "dev"`, `in the dev namespace`. */
const PLACE = `(?: in (?:the )?(?:namespace ${NAME}|${NAME} namespace))`;

/** `the pod has restarted once` speaks of the only pod, not of one called `has`; `before the container started` of the only container. */
const NO_NAME =
  '(?!(?:has|have|had|is|was|are|were|should|must|will|never|does|did|cannot|gets?|got|keeps|becomes?|stays?|remains?|reaches|turns|comes|goes) |(?:started|ended|exited|stopped|finished|terminated|completed|failed|crashed|ran|starts|ends|exits|stops|finishes|terminates|completes|succeeds|fails|crashes|runs|hangs|now|immediately)(?![-.\\w]))';

/** What somebody has called an object. */
export interface Called {
  /** `*` where nothing but the kind was said. */
  readonly name: string;
  readonly namespace?: string;
  /** The word for the kind: `deployment`, `Deployment`, `deploy`. */
  readonly kind: string;
}

/**
 * The regular expression source for a name of one of these kinds, and what it says.
 * @param kinds alternatives of a regular expression: `service|svc`
 */
export function calling(kinds: string): { readonly source: string; read(text: string): Called } {
  // Each word but once: the engine takes its time to compile a regular expression, and many sentences have a name
  const source = `(?:(?:the )?(?:${kinds})(?: ${NO_NAME}|/)${NAME}|the ${QUOTED} (?:${kinds})|the (?:${kinds})(?![-/\\w]))${PLACE}?`;
  const parts = new RegExp(
    `^(?:(?:the )?(?<kind>${kinds})(?: |/)(?<name>${NAME})|the (?<name2>${QUOTED}) (?<kind2>${kinds})|the (?<kind3>${kinds}))(?<place>${PLACE})?$`,
  );
  const read = (text: string): Called => {
    const { kind, kind2, kind3, name, name2, place } = parts.exec(text)?.groups ?? {};
    const namespace = place?.replace(/^ in (?:the )?/, '').replace(/^namespace | namespace$/, '');
    return {
      kind: kind ?? kind2 ?? kind3 ?? '',
      name: unquoted(name ?? name2 ?? '*'),
      ...(namespace !== undefined && { namespace: unquoted(namespace) }),
    };
  };
  return { source, read };
}

/** Without its quotes, if it has any. */
export function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

/** Both ways to write a kind: `StatefulSet` and `statefulset`. */
export function eitherCase(kind: string): string {
  const lower = kind.toLowerCase();
  return kind === lower ? kind : `${kind}|${lower}`;
}
