/** What an import takes in, and no more: a file beyond these was not written by a person. */
export const importLimits = {
  /** Of one file. */
  bytes: 4 * 1_024 * 1_024,
  /** Files read through Include. */
  files: 128,
  /** How deep Include may go; OpenSSH's own bound (readconf.c, READCONF_MAX_DEPTH). */
  depth: 16,
  lines: 20_000,
  /** Characters of one line. */
  line: 4_096,
  tunnels: 500,
} as const;
