/**
 * A line for the person at the terminal. On stderr, so that stdout stays free for results.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`culvert: ${line}\n`);
}

/**
 * Seconds with one decimal, as people read them.
 *
 * @param {number} milliseconds
 */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/**
 * Names a step, runs it, and says how long it took.
 *
 * @template Value
 * @param {string} name
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 */
export async function step(name, work) {
  const begun = performance.now();
  say(`${name} …`);
  const value = await work();
  say(`${name}: ${seconds(performance.now() - begun)}`);
  return value;
}

/** A trouble whose message is all a person needs: it is shown without a stack. */
export class Trouble extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'Trouble';
    this.exitCode = exitCode;
  }
}

/**
 * Runs a script's main function and ends the process with the exit code it answers.
 *
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}
