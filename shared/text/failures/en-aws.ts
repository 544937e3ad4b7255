import type { FailureOf } from '../../model/failure';
import { placeOf } from './data';
import { type AwsCode, type Dictionary, type FailureWords, words } from './words';

type Credentials = FailureOf<'aws-credentials'>;
const credentials: Record<Credentials['why'], (failure: Credentials) => FailureWords> = {
  missing: ({ profile }) =>
    words(
      `There are no AWS credentials for the profile ${profile}.`,
      'Culvert reads the same files as the AWS command line (~/.aws/config and ~/.aws/credentials) and holds no keys of its own. Nothing usable is there.',
      `Run aws configure sso, or aws configure, in a terminal (with --profile ${profile}), then refresh. Another profile can be chosen at the top.`,
    ),
  'unknown-profile': ({ profile }) =>
    words(
      `There is no AWS profile named ${profile} on this computer.`,
      'It was renamed or removed from ~/.aws/config, or the settings came from another computer.',
      `Choose another AWS profile, or create it with aws configure sso --profile ${profile}.`,
    ),
  expired: ({ profile }) =>
    words(
      `The AWS session of the profile ${profile} has expired.`,
      'Temporary credentials are valid for some hours only, and these were not renewed.',
      `Renew them the way you got them, for example aws sts assume-role or your company's login tool for ${profile}, then refresh.`,
    ),
  'sign-in': ({ profile }) =>
    words(
      `The profile ${profile} needs you to sign in to AWS.`,
      'It uses IAM Identity Center (SSO), and there is no sign-in, or it is over.',
      `Press Sign in. In a terminal: aws sso login --profile ${profile}`,
    ),
  mfa: ({ profile }) =>
    words(
      `The profile ${profile} needs a code of your MFA device.`,
      'The question was closed, or there is no terminal to ask on.',
      'Try again and enter the six digits your device shows now.',
    ),
  invalid: ({ profile }) =>
    words(
      `AWS does not accept the credentials of the profile ${profile}.`,
      'The access key was deactivated or deleted, it does not match its secret, or the region is not enabled for this account.',
      'Check that aws sts get-caller-identity works with this profile, and that the region is the right one.',
    ),
};

const unreachable: Record<FailureOf<'aws-unreachable'>['why'], readonly [string, string]> = {
  name: [
    'Its name has no address: this computer is offline, or the DNS of a VPN does not know it.',
    'Check network and VPN, then refresh.',
  ],
  'no-route': ['This computer has no network, or the VPN is down.', 'Connect again, then refresh.'],
  refused: [
    'Nothing listens there: a proxy, a custom endpoint or a VPC endpoint is set that is not running.',
    'Check HTTPS_PROXY, AWS_ENDPOINT_URL and the endpoint given to Culvert.',
  ],
  timeout: [
    'No answer came: a firewall drops the way to AWS, or a proxy is needed.',
    'Try it from another network, or set HTTPS_PROXY as your company prescribes.',
  ],
  cut: [
    'The connection broke off in the middle of the answer.',
    'Try again. If it repeats, a proxy or a firewall on the way is at fault.',
  ],
  certificate: [
    'Its certificate is not one this computer trusts: a proxy that opens TLS stands in between, or somebody does.',
    'If it is your company’s proxy, point NODE_EXTRA_CA_CERTS to its certificate. Otherwise use another network.',
  ],
};

/** Words for the failures of AWS and of clusters, in English. */
export const englishAws: Dictionary<AwsCode> = {
  'aws-credentials': (failure) => credentials[failure.why](failure),
  'aws-region-missing': ({ profile }) =>
    words(
      'No AWS region is chosen.',
      `The AWS profile ${profile} names none in ~/.aws/config, and AWS_REGION is not set.`,
      'Choose the region your clusters run in (command line: --region).',
    ),
  'aws-denied': ({ action, region, profile, why }) =>
    why === 'explicit-deny'
      ? words(
          `A policy forbids the profile ${profile} to use ${action} in ${region}.`,
          'An explicit deny outweighs every permission: a service control policy of the organisation, a permissions boundary, or a policy that wants MFA or a certain network.',
          `Ask whoever runs your AWS organisation about ${action}.`,
        )
      : words(
          `The profile ${profile} is not allowed to use ${action} in ${region}.`,
          'No policy of this user or role grants it.',
          `Ask your AWS administrator for ${action}. For reading clusters, the managed policy AmazonEMRReadOnlyAccessPolicy_v2 holds what is needed.`,
        ),
  'aws-throttled': ({ action, region }) =>
    words(
      `AWS is answering too many calls of ${action} in ${region} at the moment.`,
      'The limit counts for the whole account: other programs and people ask as well.',
      'Wait a minute and try again. Culvert slows down by itself.',
    ),
  'aws-unreachable': ({ host, region, why }) =>
    words(`AWS cannot be reached (${placeOf(host, region)}).`, ...unreachable[why]),
  'aws-fault': ({ action, region }) =>
    words(
      `AWS failed to answer ${action} in ${region}.`,
      'It reported a fault of its own several times in a row.',
      'Try again in a minute. The AWS Health Dashboard shows whether the region has trouble.',
    ),
  'aws-clock': ({ seconds }) =>
    words(
      seconds === null
        ? 'AWS says that the clock of this computer is wrong.'
        : `The clock of this computer is off from AWS's by ${seconds} seconds.`,
      'Requests are signed with the time and refused when it is more than five minutes off.',
      'Turn on setting the time automatically, then try again.',
    ),
  'aws-refused': ({ action, region, reason, detail }) =>
    region === ''
      ? words(
          `${detail} did not give what was asked for (${action}): ${reason}`,
          'AWS has trouble, or a network that wants a sign-in or a proxy answers in its place.',
          'Open a web page to see whether this network asks for a sign-in, then try again.',
        )
      : words(
          `AWS refused ${action} in ${region}: ${reason}`,
          `It says: ${detail}`,
          'Check what was asked for: region, cluster and AWS profile.',
        ),
  'cluster-terminated': ({ name, id, follows }) =>
    words(
      `The cluster ${name} (${id}) has been terminated.`,
      'Its work was done, it was idle for too long, or somebody ended it. Its pages are gone.',
      follows
        ? 'Culvert looks for the newest running one that fits and goes on there by itself. Start the next one, or choose another cluster.'
        : 'Choose another cluster in the Clusters tab, or let the tunnel follow the newest cluster of that name.',
    ),
  'cluster-not-ready': ({ name, id, state }) =>
    words(
      `The cluster ${name} (${id}) has no primary node to connect to yet: it is ${state}.`,
      'A cluster takes five to fifteen minutes to start.',
      'Wait until it is RUNNING or WAITING, then press Start.',
    ),
  'cluster-without-nodes': ({ name, id }) =>
    words(
      `AWS tells of no node of the cluster ${name} (${id}) in that time.`,
      'EMR names the machines of a cluster for thirty days after they have ended; or it ran at another time.',
      'Choose a span of time in which it ran, or leave the cluster out to see every interface.',
    ),
  'cluster-missing': ({ by, rule, region }) =>
    by === 'id'
      ? words(
          `There is no cluster ${rule} in ${region}.`,
          'It belongs to another region or another account, or it ended long ago.',
          'Check region and AWS profile, or choose a cluster in the Clusters tab.',
        )
      : words(
          by === 'name'
            ? `No running cluster is named ${rule} in ${region}.`
            : `No running cluster has the tag ${rule} in ${region}.`,
          'It has not been started yet, or it ended and no other has taken its place.',
          'Start the cluster, or choose another one in the Clusters tab.',
        ),
};
