/** The parser for shell scripts and the names of what it makes of them: the only file that knows the library. */
export type * from 'unbash';
export { parse } from 'unbash';
