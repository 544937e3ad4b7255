import { generateKeyPairSync } from 'node:crypto';
import { SendSSHPublicKeyCommand } from '@aws-sdk/client-ec2-instance-connect';
import type { Instance } from '../../shared/model/way';
import type { AwsSession } from '../aws/session';
import { opensshPem, publicBlobOf, wipe } from '../keys/key-material';
import type { PrivateKey } from '../keys/private-key';
import { fingerprintOf } from '../keys/public-blob';
import type { Reach } from '../ssh/reach';
import { startProgram } from './program-stream';
import { findProgram } from './programs';

/**
 * Goes through an EC2 Instance Connect Endpoint by the AWS command line's own tunnel, which reads
 * and writes the connection (aws ec2-instance-connect open-tunnel; AWS CLI 2.12 or later). AWS ends
 * such a tunnel after an hour at most.
 *
 * @param endpoint null leaves the choice to AWS.
 */
export function reachByEndpoint(instance: Instance, endpoint: string | null): Reach {
  return async ({ host, port }, onStage) => {
    onStage('tcp');
    const { id, region, awsProfile } = instance;
    const args = ['ec2-instance-connect', 'open-tunnel', '--instance-id', id];
    args.push('--remote-port', String(port), '--region', region);
    if (awsProfile !== null) args.push('--profile', awsProfile);
    if (endpoint !== null) args.push('--instance-connect-endpoint-id', endpoint);
    const program = findProgram('aws');
    return { socket: await startProgram({ program, name: 'aws', args }), address: host };
  };
}

/**
 * Puts a key of one minute's life on the instance, just before it is used to log in: no key file is
 * needed, and IAM alone decides who may (EC2 Instance Connect, SendSSHPublicKey). The way is opened
 * only then: nobody would hear it end meanwhile.
 */
export function withOneTimeKey(
  reach: Reach,
  {
    instance,
    aws,
    user,
  }: { readonly instance: Instance; readonly aws: AwsSession; readonly user: string },
): Reach {
  return async (server, onStage, signal) => {
    const key = oneTimeKey();
    const { instanceConnect } = aws.clientsFor({ signal });
    const SSHPublicKey = `ssh-ed25519 ${key.publicBlob.toString('base64')}`;
    await instanceConnect.send(
      new SendSSHPublicKeyCommand({
        InstanceId: instance.id,
        InstanceOSUser: user,
        SSHPublicKey,
      }),
    );
    return { ...(await reach(server, onStage, signal)), key };
  };
}

function oneTimeKey(): PrivateKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' });
  const material = {
    kind: 'ed25519',
    seed: Buffer.from(d, 'base64url'),
    point: Buffer.from(x, 'base64url'),
  } as const;
  const publicBlob = publicBlobOf(material);
  const pem = opensshPem(material, 'culvert-one-time');
  wipe(material);
  return {
    publicBlob,
    pem,
    facts: {
      format: 'openssh',
      type: 'ssh-ed25519',
      bits: 256,
      fingerprint: fingerprintOf(publicBlob),
      comment: 'culvert-one-time',
      encrypted: false,
      warnings: [],
    },
  };
}
