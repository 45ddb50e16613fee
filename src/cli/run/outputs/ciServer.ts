import { relative, resolve } from 'node:path';
import { UsageError } from '../../usageError';

export const ANNOTATIONS = ['auto', 'github', 'gitlab', 'none'] as const;
export type Annotations = (typeof ANNOTATIONS)[number];

/** Where a run takes place, as far as reports are concerned. */
export interface CiServer {
  readonly name: 'github' | 'gitlab' | 'none';
  /** The path of a feature in the repository, with slashes: features are named relative to the folder of the run. */
  readonly pathOf: (file: string) => string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Who is to get annotations: `auto` looks who runs this. GitHub and GitLab set a variable in each of their jobs. */
export function ciServer(annotations: Annotations, environment: Environment): CiServer {
  const { GITHUB_ACTIONS, GITLAB_CI, GITHUB_WORKSPACE, CI_PROJECT_DIR } = environment;
  const found = GITHUB_ACTIONS === 'true' ? 'github' : GITLAB_CI === 'true' ? 'gitlab' : 'none';
  const name = annotations === 'auto' ? found : annotations;
  const root = resolve((name === 'github' ? GITHUB_WORKSPACE : CI_PROJECT_DIR) || '.');
  return { name, pathOf: (file) => relative(root, resolve(file)).replaceAll('\\', '/') };
}

/** The file that GitHub shows on the page of the job. @throws UsageError where there is none */
export function stepSummaryFile({ GITHUB_STEP_SUMMARY }: Environment): string {
  if (GITHUB_STEP_SUMMARY) return GITHUB_STEP_SUMMARY;
  throw new UsageError(
    '--step-summary needs the variable GITHUB_STEP_SUMMARY, which GitHub sets in the steps of a job',
  );
}
