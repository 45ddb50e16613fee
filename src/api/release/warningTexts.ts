import type { TextTable } from './row';

/** What the API server warns of, in the words of the release. */
export const WARNING_TEXTS = {
  gitRepoDeprecated: {
    texts: { '1.20': 'deprecated in v1.11', '1.33': 'deprecated in v1.11, and disabled by default in v1.33+' },
    what: 'a gitRepo volume',
    source: 'pkg/api/pod/warnings.go 1.32 and 1.33',
  },
  glusterfsLeaves: {
    texts: {
      '1.20': 'deprecated in v1.25, this feature will be removed soon after in a subsequent release',
      '1.27': 'deprecated in v1.25, non-functional in v1.26+',
    },
    what: 'a glusterfs volume',
    source: 'pkg/api/pod/warnings.go 1.26 and 1.27',
  },
  oldSeccomp: {
    texts: {
      '1.20': 'deprecated since v1.19, non-functional in v1.25+; use the "seccompProfile" field instead',
      '1.25': 'deprecated since v1.19, non-functional in a future release; use the "seccompProfile" field instead',
      '1.27': 'non-functional in v1.27+; use the "seccompProfile" field instead',
    },
    what: 'an annotation for seccomp',
    source: 'pkg/api/pod/warnings.go 1.23, 1.25 and 1.27',
  },
  repeatedEnv: {
    texts: {
      '1.20': '{path}.name: duplicate name "{name}"',
      '1.28': '{path}: hides previous definition of "{name}"',
      '1.31': '{path}: hides previous definition of "{name}", which may be dropped when using apply',
    },
    what: 'warning about an environment variable that is defined twice',
    source: 'pkg/api/pod/warnings.go 1.23, 1.27, 1.28, 1.30 and 1.31',
  },
  volumeLeaves: {
    texts: {
      '1.20': 'deprecated in v1.22, support removal is planned in v1.26',
      '1.27': 'deprecated in v1.22, non-functional in v1.25+',
    },
    what: 'a volume of flocker, StorageOS or Quobyte',
    source: 'pkg/api/pod/warnings.go 1.26 and 1.27',
  },
  zoneInSchedule: {
    texts: {
      '1.20':
        'CRON_TZ or TZ used in {field} is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details',
      '1.29':
        'cannot use TZ or CRON_TZ in {field}, use timeZone instead, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details',
    },
    what: 'a schedule that names its time zone',
    source: 'registry/batch/cronjob/strategy.go 1.28 and 1.29',
  },
} as const satisfies TextTable;
