import { setTimeout as delay } from 'node:timers/promises';
import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
  type StartDeviceAuthorizationCommandOutput,
} from '@aws-sdk/client-sso-oidc';
import type { AwsCredentialIdentity } from '@smithy/types';
import { signInAddressSchema } from '../../shared/model/aws-address';
import { FailureError } from '../../shared/model/failure';
import { classify } from './classify';
import type { SsoSession } from './user-profiles';

/** A sign-in as it stands in memory. It is never written anywhere. */
export interface SsoToken {
  readonly accessToken: string;
  readonly expiresAt: number;
}

/** What a person compares with what the browser shows. */
export interface DeviceCode {
  readonly code: string;
  readonly url: string;
}

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
/** RFC 8628, 3.5: the pause when the server names none, and what `slow_down` adds, s. */
const defaultInterval = 5;
const slowDownBy = 5;

/**
 * Signs in to IAM Identity Center by the device flow (RFC 8628), as `aws sso login --use-device-code`
 * does.
 *
 * @param onCode told where to confirm and with which code.
 * @throws FailureError `aws-credentials` (sign-in) when it was refused or took too long, `internal`
 *   when it is to be confirmed elsewhere than at AWS, else `aws-*`.
 */
export async function signIn(
  session: SsoSession,
  profile: string,
  onCode: (code: DeviceCode) => void,
  signal: AbortSignal,
): Promise<SsoToken> {
  const client = new SSOOIDCClient({ region: session.region });
  const options = { abortSignal: signal };
  try {
    const { clientId, clientSecret } = await client.send(
      new RegisterClientCommand({
        clientName: 'Culvert',
        clientType: 'public',
        scopes: [...session.scopes],
      }),
      options,
    );
    const device = await client.send(
      new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: session.startUrl }),
      options,
    );
    onCode({ code: device.userCode ?? '', url: addressIn(device) });
    const { deviceCode, interval = defaultInterval, expiresIn = 600 } = device;
    return await waitForToken({ clientId, clientSecret, deviceCode }, interval, expiresIn);
  } catch (error) {
    throw failureOf(error, session, profile, signal);
  } finally {
    client.destroy();
  }

  async function waitForToken(
    known: Pick<CreateTokenCommandInput, 'clientId' | 'clientSecret' | 'deviceCode'>,
    firstInterval: number,
    seconds: number,
  ): Promise<SsoToken> {
    const until = Date.now() + seconds * 1000;
    let interval = firstInterval;
    while (Date.now() < until) {
      await delay(interval * 1000, undefined, { signal });
      try {
        const command = new CreateTokenCommand({ ...known, grantType });
        const { accessToken, expiresIn = 0 } = await client.send(command, options);
        if (accessToken !== undefined) {
          return { accessToken, expiresAt: Date.now() + expiresIn * 1000 };
        }
      } catch (error) {
        const name = error instanceof Error ? error.name : '';
        if (name === 'SlowDownException') interval += slowDownBy;
        else if (name !== 'AuthorizationPendingException') throw error;
      }
    }
    throw new FailureError({ code: 'aws-credentials', profile, why: 'sign-in' });
  }
}

/** Credentials of the profile's role for a sign-in. @throws FailureError `aws-*`. */
export async function roleCredentials(
  session: SsoSession,
  token: SsoToken,
  profile: string,
  signal: AbortSignal,
): Promise<AwsCredentialIdentity> {
  const client = new SSOClient({ region: session.region });
  try {
    const { accountId, roleName } = session;
    const command = new GetRoleCredentialsCommand({
      accountId,
      roleName,
      accessToken: token.accessToken,
    });
    const { roleCredentials: role = {} } = await client.send(command, { abortSignal: signal });
    const { accessKeyId = '', secretAccessKey = '', sessionToken, expiration = 0 } = role;
    return {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      expiration: new Date(expiration),
    };
  } catch (error) {
    throw failureOf(error, session, profile, signal);
  } finally {
    client.destroy();
  }
}

/** Where the person confirms. @throws FailureError when that is no page of AWS's. */
function addressIn(device: StartDeviceAuthorizationCommandOutput): string {
  const named = device.verificationUriComplete ?? device.verificationUri;
  const { success, data } = signInAddressSchema.safeParse(named);
  if (success) return data;
  throw new FailureError({ code: 'internal', detail: 'the page to sign in at is not one of AWS' });
}

function failureOf(error: unknown, { region }: SsoSession, profile: string, signal: AbortSignal) {
  if (signal.aborted) return signal.reason;
  const name = error instanceof Error ? error.name : '';
  // Refused in the browser, or too late, or a token that is over: all mended by signing in.
  if (/^(AccessDenied|ExpiredToken|InvalidGrant|Unauthorized)Exception$/.test(name)) {
    return new FailureError({ code: 'aws-credentials', profile, why: 'sign-in' }, { cause: error });
  }
  const host = `oidc.${region}.amazonaws.com`;
  const question = { action: 'sso:GetRoleCredentials', region, profile, host };
  return new FailureError(classify(error, question), { cause: error });
}
