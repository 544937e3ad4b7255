import { windowCalls } from '../../shared/contract/window';

/**
 * The calls of the bridge that take an argument. The others have nothing to refuse: called with
 * none, they do what they are there for.
 */
export const callsWithArgument: readonly string[] = Object.entries(windowCalls)
  .filter(([, { args }]) => !args.safeParse(undefined).success)
  .map(([name]) => name);
