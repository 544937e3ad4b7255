import { writeFileSync } from 'node:fs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AwsDesk } from '../../electron/aws/aws-desk';
import { type AwsQuestions, noAwsQuestions } from '../../electron/aws/credentials';
import { AwsSession } from '../../electron/aws/session';
import { AwsEndpoint, awsEnvironment, testKey } from '../support/aws/endpoint';
import { AwsRefusal } from '../support/aws/refusals';
import { temporaryFolder } from '../support/temp-folder';

const role = { id: 'ASIACULVERTROLE00001', secret: 'role-secret', token: 'role-token' };
const device = 'arn:aws:iam::123456789012:mfa/analyst';
const signal = new AbortController().signal;

let endpoint: AwsEndpoint;
let folder: ReturnType<typeof temporaryFolder>;

beforeAll(async () => {
  endpoint = await AwsEndpoint.start({
    sts: {
      GetCallerIdentity: (_params, call) => ({
        Account: '123456789012',
        Arn: `key/${call.accessKey}`,
      }),
      AssumeRole: ({ SerialNumber, TokenCode }) => {
        if (SerialNumber !== undefined && TokenCode !== '123456') {
          throw new AwsRefusal('AccessDenied', 'MultiFactorAuthentication failed', 403);
        }
        return {
          Credentials: {
            AccessKeyId: role.id,
            SecretAccessKey: role.secret,
            SessionToken: role.token,
            Expiration: new Date(Date.now() + 3_600_000).toISOString(),
          },
        };
      },
    },
  });
  endpoint.keys[role.id] = { secret: role.secret, token: role.token };
});
beforeEach(() => {
  folder = temporaryFolder();
  const user = awsEnvironment(folder.path);
  for (const [name, value] of Object.entries(user)) vi.stubEnv(name, value);
  writeFileSync(
    folder.file('aws-credentials'),
    `[base]\naws_access_key_id = ${testKey.id}\naws_secret_access_key = ${testKey.secret}\n`,
  );
  writeFileSync(
    folder.file('aws-config'),
    [
      '[profile reader]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = base',
      `[profile guarded]\nrole_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = base\nmfa_serial = ${device}`,
      '[profile over]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Reader',
      '[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example/start',
      '[profile hollow]\nregion = eu-west-1\n',
    ].join('\n'),
  );
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});
afterAll(() => endpoint.close());

function whoAmI(profile: string | null, questions?: AwsQuestions) {
  const options = { region: 'eu-west-1', profile, endpointUrl: endpoint.url };
  const session = new AwsSession(questions === undefined ? options : { ...options, questions });
  const { sts } = session.clientsFor({ signal });
  return sts.send(new GetCallerIdentityCommand({}));
}

it('takes what the AWS command line would take when no profile is named', async () => {
  expect((await whoAmI(null)).Arn).toBe(`key/${testKey.id}`);
});

it('takes keys and roles of the user’s own files', async () => {
  expect((await whoAmI('base')).Arn).toBe(`key/${testKey.id}`);
  expect((await whoAmI('reader')).Arn).toBe(`key/${role.id}`);
});

it('asks once for the code of an MFA device, however many calls wait for it', async () => {
  const asked: string[] = [];
  const questions: AwsQuestions = {
    mfaCode: async ({ profile, serial }) => {
      asked.push(`${profile} ${serial}`);
      return '123456';
    },
  };
  const options = { region: 'eu-west-1', profile: 'guarded', endpointUrl: endpoint.url };
  const session = new AwsSession({ ...options, questions });
  const { sts } = session.clientsFor({ signal });
  const answers = await Promise.all(
    [1, 2, 3].map(() => sts.send(new GetCallerIdentityCommand({}))),
  );
  expect(answers.map(({ Arn }) => Arn)).toEqual(Array(3).fill(`key/${role.id}`));
  expect(asked).toEqual([`guarded ${device}`]);
});

it('says who was refused a role, and that a code is missing', async () => {
  await expect(whoAmI('guarded')).rejects.toMatchObject({
    failure: { code: 'aws-credentials', profile: 'guarded', why: 'mfa' },
  });
  endpoint.fault({ operation: 'AssumeRole', kind: 'deny', times: 1 });
  await expect(whoAmI('reader')).rejects.toMatchObject({
    failure: { code: 'aws-denied', action: 'sts:AssumeRole', profile: 'reader' },
  });
});

it.each([
  ['nobody', 'unknown-profile'],
  ['hollow', 'missing'],
  ['over', 'sign-in'],
])('says what is the matter with the profile %s', async (profile, why) => {
  vi.stubEnv('HOME', folder.path);
  await expect(whoAmI(profile)).rejects.toMatchObject({
    failure: { code: 'aws-credentials', profile, why },
  });
});

describe('keys that the user’s files change', () => {
  const old = { id: 'ASIACULVERTOLD000001', secret: 'old-secret', token: 'old-token' };
  const renewed = { id: 'ASIACULVERTNEW000001', secret: 'new-secret', token: 'new-token' };

  const write = ({ id, secret, token }: typeof old) =>
    writeFileSync(
      folder.file('aws-credentials'),
      `[saml]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\naws_session_token = ${token}\n`,
    );
  const clientsOf = (desk: AwsDesk) =>
    desk.session({ region: 'eu-west-1', awsProfile: 'saml' }).clientsFor({ signal });
  /** The key of a call; each is a piece of work of its own, as a look from the window is. */
  const key = async (desk: AwsDesk) =>
    (await clientsOf(desk).sts.send(new GetCallerIdentityCommand({}))).Arn;

  beforeEach(() => {
    for (const { id, secret, token } of [old, renewed]) endpoint.keys[id] = { secret, token };
    write(old);
  });
  afterEach(() => {
    endpoint.clearFaults();
    vi.useRealTimers();
  });

  it('are read again once AWS has refused those before', async () => {
    const desk = new AwsDesk({ questions: noAwsQuestions, endpointUrl: endpoint.url });
    expect(await key(desk)).toBe(`key/${old.id}`);
    endpoint.fault({ operation: 'GetCallerIdentity', kind: 'expired', times: 1 });
    write(renewed);
    await expect(key(desk)).rejects.toMatchObject({
      failure: { code: 'aws-credentials', profile: 'saml', why: 'expired' },
    });
    expect(await key(desk)).toBe(`key/${renewed.id}`);
    desk.close();
  });

  it('are read again after half a minute, and not before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const desk = new AwsDesk({ questions: noAwsQuestions, endpointUrl: endpoint.url });
    expect(await key(desk)).toBe(`key/${old.id}`);
    write(renewed);
    vi.advanceTimersByTime(25_000);
    expect(await key(desk)).toBe(`key/${old.id}`);
    vi.advanceTimersByTime(6_000);
    expect(await key(desk)).toBe(`key/${renewed.id}`);
    desk.close();
  });
});
