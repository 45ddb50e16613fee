import type { Sentence } from './sentence';

const INTRODUCTION = `# The vocabulary

Every sentence that a feature may use, made from the code by \`npm run vocabulary\`. \`podwright steps WORD\` searches it.

What stands in braces is a value:

| value | for example |
|---|---|
| \`{pod}\`, \`{node}\`, \`{service}\` | \`pod "web"\`, \`pod 'web'\`, \`pod web\`, \`pod/web\`, \`the pod "web"\`, \`pod "web" in namespace "shop"\`, and \`the pod\` where there is only one |
| \`{node}\` also | \`the node of pod "db-0"\`: the one that it is on |
| \`{container}\` | \`container "app"\`, \`init container "app"\`, \`container "app" of pod "web-*"\`, \`the container\` where there is only one; of one whose behaviour is told also its image: \`container "app" with image "app:2"\`, \`image "app:2"\` |
| \`{object}\` | \`deployment "web"\`, \`deploy/web\`, \`StatefulSet "db"\`, \`job "pi" in namespace "dev"\` |
| \`{pods}\` | \`pods\`, \`pods with label "app=web"\`, \`pods of deployment "web"\`, \`pods of service "web"\`, \`pods on node "k8s-node01"\`, \`pods in namespace "dev"\` |
| \`{status}\` | \`"1/1 Running"\`, \`"Running"\`, \`Running\`, \`1/1\`, \`Init:0/2\`: what kubectl shows, the name of a condition, its status, a reason |
| \`{state}\`, \`{shown}\` | \`available\`, \`complete\`, \`failed\`, \`progressing\`, \`ready\`, \`scheduled\`, \`suspended\`, \`bound\`, \`running\`, \`pending\`, \`succeeded\`, \`terminating\`, \`paused\`, \`active\`, \`unschedulable\` |
| \`{duration}\` | \`20s\`, \`3m13s\`, \`1h\`, \`90 seconds\`, \`2 minutes\`, \`1 minute and 30 seconds\`, \`half an hour\` (366 days at most) |
| \`{span}\` | \`about 10s\`, \`10s\` (which is about 10s), \`at least 5s\`, \`within 5s\`, \`between 5s and 8s\` |
| \`{times}\`, \`{count}\` | \`once\`, \`never\`, \`3 times\`, \`at least 3 times\`, \`between 2 and 4 times\`; \`3\`, \`three\`, \`no\`, \`at least 2\` |
| \`{event}\` | \`event BackOff\`, \`an event "Unhealthy" of pod "web" with message "404"\`, \`a Warning event\`, \`a warning\`, \`an event of deployment "web"\` |
| all \`{pods}\` also | \`every pod\`, \`both pods\`, \`pods of deployment "web"\` |
| \`{host}\`, \`{address}\` | \`host "192.168.66.11"\`, \`the server at 192.168.66.11:1234\` |
| \`{signal}\` | \`SIGTERM\`, \`signal "SIGKILL"\` |
| \`{command}\` | a command line in backquotes or quotes |

Sentences marked with ⏱ may begin or end with \`within 10s\` (it comes true in that time), \`eventually\` (in half an hour) or \`for 5m\` (it is
true all that time), and begin with \`after 10s\` (when that time has passed) or \`at 35s\` (on the story's clock, which reports show); most
may end with these too (\`pod "web" is ready after 2m\`), but not those about containers and probes: of these \`after 2m\` says how they
behave. Without a time they speak of the moment in which they are said. There are three exceptions:

- Under Given and When, what they say is waited for: \`When the manifest is created\`, \`And pod "web" is ready\`, \`And I run …\`.
  \`When I wait until pod "web" is ready\` says the same.
- What \`becomes\` or \`turns\` so, and a course that a pod \`goes through\`, is waited for under Then as well.
- What was waited for is caught in the very millisecond in which it comes true. What follows from it has a second to come: after \`Then within
  30s deployment "web" is available\`, \`And service "web" has 3 endpoints\` holds.

What is said of \`for 5m …\` counts from its beginning: restarts before it are no matter of it. Directly behind a command, what the command begins has five
seconds to come first: \`When the manifest is created\`, \`Then for 5m pod "web" stays "Init:0/2"\`.

Where \`is\` stands, \`becomes\`, \`should be\`, \`remains\` and the like may stand as well, for \`has\` \`should have\`. A colon may end a sentence that
has a table or text below it; what stands in round brackets may be left out, and of \`is/are\` either may be said.

What is \`always\` or \`never\` so counts from the moment at which it was so first, and until the scenario ends.

\`of container "web"\` may be left out where only one container has such a probe or hook: \`the liveness probe fails after 1m\`.

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

/** `givenCluster` → `Given: cluster`, `hooks` → `Hooks`. */
export function title(topic: string): string {
  const [first = '', ...rest] = topic.split(/(?=[A-Z])/);
  const word = first.charAt(0).toUpperCase() + first.slice(1);
  return rest.length > 0 ? `${word}: ${rest.join(' ').toLowerCase()}` : word;
}

function code(text: string): string {
  const safe = text.replaceAll('|', '\\|');
  return safe.includes('`') ? `\`\` ${safe} \`\`` : `\`${safe}\``;
}
