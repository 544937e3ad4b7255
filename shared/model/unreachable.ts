/** Closes a switch: the compiler refuses a call with a value that can still exist. */
export function unreachable(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
}
