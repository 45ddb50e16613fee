import type { Application, Server } from './application';
import { overcome } from './overcome';
import type { TrialSetup } from './trial';

/** An application whose pods start, as far as that hangs on programs that nobody described. */
export interface Supposed {
  readonly application: Application;
  /** What was supposed, a sentence for each workload. */
  readonly sentences: readonly string[];
}

/** Programs in images that nobody described, which fail here for want of knowledge, are taken to work. */
export function supposePrograms(whole: Application, setup: TrialSetup): Supposed {
  let application = whole;
  const sentences: string[] = [];
  for (const server of [...whole.servers(), ...whole.tasks()]) {
    const unknown = unknownIn(application, server, setup);
    if (unknown.length === 0) continue;
    application = application.with(unknown.flatMap(({ changes }) => changes));
    sentences.push(
      `${server.kind} ${server.name}: ${unknown.map(({ sentence }) => sentence).join('; ')}: taken to work.`,
    );
  }
  return { application, sentences };
}

/** What waits for something is no concern of this: it may come. */
function unknownIn(application: Application, server: Server, setup: TrialSetup) {
  const course = overcome({ application, server, setup });
  return course?.application ? course.met.filter(({ waits }) => !waits) : [];
}
