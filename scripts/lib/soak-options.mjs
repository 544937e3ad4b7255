import { Trouble } from './say.mjs';

/**
 * What a soak consists of; 0 leaves a part out.
 *
 * @typedef {object} SoakPlan
 * @property {number} minutes of load under faults; may be a fraction.
 * @property {number} flows at a time under load.
 * @property {number} kills of sshd meanwhile; every fifth is a wire that goes silent.
 * @property {number} fuzz pieces of nonsense sent to the port meanwhile.
 * @property {number} held flows that stay open while others come and go beside them.
 * @property {number} crowd seconds of that.
 * @property {number} gigabytes (2^30) downloaded at full rate, among
 * @property {number} stalled clients that read nothing.
 * @property {number} cases of made-up messages for the SOCKS parser and for the app's own calls.
 * @property {number} writes settings being written while the process is killed, so often.
 */

/** What each option stands for, with its default as a function of the minutes. */
export const soakOptions = /** @type {const} */ ({
  minutes: () => 20,
  flows: () => 40,
  kills: (/** @type {number} */ minutes) => Math.round(minutes),
  fuzz: (/** @type {number} */ minutes) => Math.round(minutes * 1_000),
  held: () => 2_000,
  crowd: (/** @type {number} */ minutes) => Math.max(5, minutes * 3),
  gigabytes: (/** @type {number} */ minutes) => minutes / 10,
  stalled: () => 500,
  cases: () => 0,
  writes: () => 0,
});

export const soakUsage =
  'npm run soak -- [--minutes 20] [--flows 40] [--kills 1 a minute] [--fuzz 1000 a minute]\n' +
  '                [--held 2000] [--crowd 3 s a minute] [--gigabytes 0.1 a minute] [--stalled 500]\n' +
  '                [--cases 0, such as 1000000] [--writes 0, such as 1000]';

/**
 * @param {Readonly<Record<string, string | undefined>>} values as given on the command line.
 * @returns {SoakPlan}
 * @throws {Trouble} for what is not a number.
 */
export function soakPlan(values) {
  /** @param {string} name @param {number} otherwise */
  const numberOf = (name, otherwise) => {
    const text = values[name];
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
    throw new Trouble(`--${name} takes a number: ${soakUsage}`, 2);
  };
  const minutes = numberOf('minutes', soakOptions.minutes());
  const plan = Object.entries(soakOptions).map(([name, standard]) => [
    name,
    numberOf(name, standard(minutes)),
  ]);
  return { ...Object.fromEntries(plan), minutes };
}
