import type { Sentence } from './sentence';

const INTRODUCTION = `# The vocabulary

Every sentence that a feature may use, made from the code by \`npm run vocabulary\`. \`podwright steps WORD\` searches it.

What stands in braces is a value: \`{pod}\` is \`pod "web"\` or \`pod "web" in namespace "shop"\`, \`{container}\` is
\`container "app"\`, \`init container "app"\` or \`container "app" of pod "web-*"\`, \`{object}\` is \`deployment "web"\` or \`job "pi" in
namespace "dev"\`, \`{state}\` is \`available\`, \`complete\`, \`failed\`, \`progressing\`, \`ready\`, \`scheduled\`, \`suspended\` or \`bound\`, \`{duration}\` is
\`20s\`, \`3m13s\`, \`1h\` or \`2 minutes\` (366 days at most), \`{span}\` is \`about 10s\`, \`at least 5s\` or \`between 5s and 8s\`, \`{times}\` is \`once\`, \`never\` or
\`at least 3 times\`, \`{count}\` is \`3\`, \`no\` or \`at least 2\`, \`{command}\` is a command line in backquotes. Sentences marked with ⏱ may begin with \`within 10s\` (it comes true in that time) or \`for 5m\` (it is true all that time).

A name that the cluster makes up may be said with stars: \`pod "web-*" is "1/1 Running"\`, \`job "report-*" is complete\`. It means the one
object of such a name that is there, or that there was; where there are several, the sentence fails and names them.

A command that ends with another exit code than 0 fails the step that runs it, unless a signal has ended it or a sentence before the
next command looks at it: \`its exit code is 1\`, \`it fails with "…"\`, \`it prints "…"\`.
`;

/** The vocabulary as a page. */
export function vocabularyPage(sentences: readonly Sentence[]): string {
  const topics = [...new Set(sentences.map(({ topic }) => topic))];
  const sections = topics.map((topic) =>
    section(
      topic,
      sentences.filter((sentence) => sentence.topic === topic),
    ),
  );
  return `${[INTRODUCTION, ...sections].join('\n')}`;
}

function section(topic: string, sentences: readonly Sentence[]): string {
  const rows = sentences.map(({ keyword, text, overTime, example }) => {
    const sentence = `${keyword} ${code(text)}${overTime ? ' ⏱' : ''}`;
    return `| ${sentence} | ${example === undefined ? '' : code(example)} |`;
  });
  return [`## ${title(topic)}`, '', '| sentence | for example |', '|---|---|', ...rows, ''].join('\n');
}

/** `given-cluster` → `Given: cluster`, `hooks` → `Hooks`. */
export function title(topic: string): string {
  const [first = '', ...rest] = topic.split('-');
  const word = first.charAt(0).toUpperCase() + first.slice(1);
  return rest.length > 0 ? `${word}: ${rest.join(' ')}` : word;
}

function code(text: string): string {
  const safe = text.replaceAll('|', '\\|');
  return safe.includes('`') ? `\`\` ${safe} \`\`` : `\`${safe}\``;
}
