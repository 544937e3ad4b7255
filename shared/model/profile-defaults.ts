/** What a new tunnel begins with. */
export const profileDefaults = {
  sshPort: 22,
  /** What AWS's own instructions for EMR use, so that old FoxyProxy files keep working. */
  localPort: 8157,
  /** The login of Amazon Linux, which most bastions run; a cluster's primary node has `hadoop`. */
  bastionUser: 'ec2-user',
  clusterUser: 'hadoop',
} as const;
