/** What `breath.ts`, which Cucumber loads, and the run in this process know of each other. */
export const stopping = { isAsked: false };
