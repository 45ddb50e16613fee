/**
 * Podwright's programmatic API: a Kubernetes cluster on virtual time.
 *
 * Tests begin with `play` and `expectPod`. Everything below them is a `Cluster`: commands and time change it, the questions
 * read what has happened in it, `Why` explains it.
 *
 * @example
 * const cluster = new Cluster({ seed: 7, kubernetes: '1.36', readFile: (path) => readFileSync(path, 'utf8') });
 * cluster.execute('kubectl create -f pod.yaml');
 * cluster.advance(20_000);
 * console.log(cluster.execute('kubectl get pods').stdout);
 */

// The API server: its verbs (`cluster.api`), objects, manifests and errors
export {
  type ApiServer,
  allContainers,
  type BindOptions,
  type DeleteOptions,
  decodeManifests,
  type FieldError,
  type FieldValidation,
  findResource,
  formatQuantity,
  formatTime,
  humanDuration,
  isQuantity,
  isStatus,
  type ListOptions,
  type Manifest,
  ManifestError,
  type ManifestProblem,
  manifestYaml,
  matchesLabelSelector,
  type PatchOptions,
  type PatchType,
  parseLabelSelector,
  parseQuantity,
  parseTime,
  podSpecOf,
  Release,
  type Resource,
  readManifests,
  type StatusCause,
  type StatusDetails,
  StatusError,
  type StatusReason,
  type Watch,
  type WatchEvent,
  type WatchOptions,
  type WriteOptions,
} from './api/index';
export type * from './api/types/index';
// What manifests refer to and don't hold
export { surroundingsOf } from './check/surroundings';
// A cluster, and what can be done to it
export { type ClientPlace, Cluster, type ClusterOptions } from './cluster';
export * from './described/index';
// Folders of manifests
export { isFolder, manifestsBelow, manifestsForKubectl } from './disk/index';
export { DURATION, formatDuration, LONGEST_DURATION_MS, parseDuration } from './duration';
// Plays and expectations for tests of any framework
export * from './expect/index';
export type { AccessLogEntry, ExternalAnswer } from './externalHosts';
export type { Latency, LatencyTable } from './kernel/index';
// Virtual time (`cluster.kernel`), the journal of facts, and the rules that acted
export {
  allRules,
  anyOf,
  type Fact,
  type Journal,
  type Kernel,
  Latch,
  Mailbox,
  matches as matchesName,
  NeverWaits,
  type Process,
  ProcessFailed,
  type Rule,
  Signal,
  sleep,
  type Task,
  TIMED_OUT,
  until,
  within,
} from './kernel/index';
export { setField } from './manifestFields';
export { nodeName } from './nodeName';
export type { DatagramReply, Page } from './nodeRequests';
export { NUMBER_WORDS, numberOf } from './numberWords';
// Questions about what has happened, and what led to it
export * from './observe/index';
// What scenarios with ranges in them are, and what is kept of each for the reports
export {
  type CaseFailure,
  checkProperty,
  countsOf,
  describeFailure,
  type Plan,
  type PropertyResult,
  type PropertyScenario,
  type PropertySettings,
  propertyFor,
  textsOf,
} from './property/index';
export {
  keepStory,
  renderTimeline,
  type StepTime,
  type Story,
  StoryRecorder,
} from './report/index';
export type { RunningCommand } from './runningCommand';
export { slowed } from './slowness';
export { TrafficClient, type TrafficOptions } from './traffic/index';
export {
  type Answer,
  type Asked,
  answerOf,
  answersTo,
  type CauseLink,
  type Moment,
  momentOf,
  NoSuchMoment,
  type Question,
  type Root,
  subjectOf,
  timeText,
  troubles,
  Why,
  type WhyOptions,
} from './why/index';
export { type Behaviour, parseSignal, type SignalName } from './world/index';
export { quoteWord } from './world/shell/quote';
