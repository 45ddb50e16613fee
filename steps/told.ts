/** An error that is a message for people, without a stack. */
export function told(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  // Without it Cucumber looks for stack frames in the message by a pattern whose time grows with the power of its quotes.
  Object.defineProperty(error, 'stacktrace', { value: null });
  return error;
}
