/**
 * The parser for shell scripts and the names of what it makes of them: the only file that knows the library.
 *
 * It is an ES module, which Node can `require` and the module system of Jest (before Node 24.9) cannot: so Node itself is asked.
 */
// biome-ignore lint/correctness/noTypeOnlyImportAttributes: it is what TypeScript wants of types of an ES module
import type * as Unbash from 'unbash' with { 'resolution-mode': 'import' };

// biome-ignore lint/correctness/noTypeOnlyImportAttributes: it is what TypeScript wants of types of an ES module
export type * from 'unbash' with { 'resolution-mode': 'import' };

const { createRequire } = process.getBuiltinModule('node:module');

export const { parse }: Pick<typeof Unbash, 'parse'> = createRequire(__filename)('unbash');
