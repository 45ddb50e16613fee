/** The shells of containers (ash, bash, dash): an interpreter on virtual time over the unbash parser. */
export { DIALECTS, type Dialect, type ShellKind } from './dialect';
export { type ParsedText, parseScript, type SyntaxFault } from './parse';
export { runScript, shellKindOf, shellProgram } from './shellProgram';
