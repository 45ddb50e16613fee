import type { Application, Server } from './application';
import { overcome } from './overcome';
import { Trial, type TrialSetup } from './trial';

/** An application whose pods start, as far as that hangs on programs that nobody described. */
export interface Supposed {
  readonly application: Application;
  /** What is not known, for each workload of which something is not. */
  readonly unknown: readonly { readonly server: Server; readonly what: string }[];
}

/**
 * Programs in images that nobody described, which fail here for want of knowledge, are taken to work.
 * @throws ApplicationError when the API server refuses the objects
 */
export function supposePrograms(whole: Application, setup: TrialSetup): Supposed {
  // What the API server refuses is said about the objects as they are, before anything is made of them.
  new Trial(whole, setup);
  let application = whole;
  const unknown: { server: Server; what: string }[] = [];
  for (const server of [...whole.servers(), ...whole.tasks(), ...whole.endingPods()]) {
    const obstacles = unknownIn(application, server, setup);
    if (obstacles.length === 0) continue;
    application = application.with(obstacles.flatMap(({ changes }) => changes));
    unknown.push({ server, what: obstacles.map(({ sentence }) => sentence).join('; ') });
  }
  return { application, unknown };
}

/** What waits for something is no concern of this: it may come. */
function unknownIn(application: Application, server: Server, setup: TrialSetup) {
  const course = overcome({ application, server, setup });
  return course?.application ? course.met.filter(({ waits }) => !waits) : [];
}
