import type { AwsDesk, AwsDeskOptions } from './aws-desk';

/** Gives the one desk of a process. */
export type DeskSource = () => Promise<AwsDesk>;

/**
 * A desk that is loaded when it is first asked for: AWS's clients take longer to load than a login
 * takes, and most tunnels never ask AWS.
 */
export function deskSource(options: AwsDeskOptions): DeskSource {
  let made: Promise<AwsDesk> | null = null;
  return () => {
    made ??= import('./aws-desk').then(({ AwsDesk }) => new AwsDesk(options));
    return made;
  };
}
