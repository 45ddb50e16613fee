import { Command, InvalidArgumentError, Option } from 'commander';
import { again, duration, withCluster } from '../options';
import { type Action, parseAction } from '../play/action';
import { UsageError } from '../usageError';
import { askPlay } from './ask';
import { askFeature } from './feature';
import { renderAnswers, renderJson } from './render';

interface Options {
  filename: string[];
  namespace?: string;
  for: number;
  at?: At;
  seed: number;
  kubernetes: string;
  behaviours: string[];
  images: string[];
  output: 'table' | 'json';
}

/** What `--at` has said: things that are done, and the time that is asked about. */
interface At {
  readonly actions: readonly Action[];
  readonly askedMs?: number;
}

const HELP = `
OBJECT is named as for kubectl: pod/web, deploy/web, job pi. Without one everything that is not well is explained.
STATE is a word of the STATUS column (Pending, CrashLoopBackOff …) or one of: restarted, NotReady, Ready, Terminating, deleted.
Of a workload it is that of its pods. Without one: why it is as it is when the play ends, or at the time of --at.
"request lost" asks for the first lost request of a feature's traffic.

The newest link stands first, then what is behind it, back to where it began: a person's command, a line of the manifest,
what the app does, the world outside. The rule that acted stands in brackets, its source below (podwright explain RULE).

Exit codes: 0 answered, 1 there is no answer (it was never in that state), 2 the input can't be used.

Examples
  podwright why pod/web -f web.yaml
  podwright why pod/web restarted -f web.yaml --for 5m
  podwright why pod/web NotReady -f web.yaml --behaviours app.yaml --at 2m
  podwright why deploy/web -f web.yaml --at "30s: kubectl set image deploy/web web=nginx:nope" --for 3m
  podwright why pod/web deleted -f web.yaml --at "1m: kubectl drain k8s-node01" --output json
  podwright why -f web.yaml                        all that is not well after a minute
  podwright why features/probes/web.feature:12     why that scenario fails, or how it ends
  podwright why features/probes/web.feature:12 pod/web restarted
`;

/** `podwright why`: the chain of causes behind a state, in sentences. */
export function whyCommand(): Command {
  return withCluster(
    new Command('why')
      .description('why a pod restarted, waits or is not ready: the chain of causes, back to what began it')
      .argument('[object-or-feature:line]', 'pod/web, deploy/web, or a scenario of a feature')
      .argument('[state...]', 'restarted, NotReady, deleted, or a word of the STATUS column')
      .option(
        '-f, --filename <file>',
        'manifests, folders, or - for standard input; may be given again',
        again,
        [] as string[],
      )
      .option('-n, --namespace <name>', 'where the object is; default: wherever it is')
      .option('--for <duration>', 'virtual time to play, counted from the first object', duration, 60_000)
      .option(
        '--at <time-or-"time: command">',
        'ask about that time; with a command: do it then, may be given again and again',
        at,
      ),
  )
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (first: string | undefined, rest: string[], options: Options) => {
      const { at: asked = { actions: [] }, filename, output, namespace } = options;
      const isFeature = first !== undefined && /\.feature(?::\d+)?$/.test(first);
      if (isFeature && filename.length > 0)
        throw new UsageError(`${first} has its own manifests: ask without -f, or about an object`);
      const answers = isFeature
        ? await askFeature(first, { words: rest, namespace, askedMs: asked.askedMs, seed: options.seed })
        : askPlay(first === undefined ? [] : [first, ...rest], {
            ...options,
            files: filename,
            forMs: Math.max(options.for, asked.askedMs ?? 0),
            actions: asked.actions,
            askedMs: asked.askedMs,
            namespace,
          });
      process.stdout.write(output === 'json' ? renderJson(answers) : renderAnswers(answers));
    });
}

/** The value of `--at`: `2m`, or `2m: kubectl delete pod web`. */
function at(text: string, { actions, ...before }: At = { actions: [] }): At {
  try {
    if (/^[\d.]+(?:ms|s|m|h|d)[\dmsh.]*$/.test(text.trim())) return { actions, askedMs: duration(text) };
    return { ...before, actions: [...actions, parseAction(text)] };
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
