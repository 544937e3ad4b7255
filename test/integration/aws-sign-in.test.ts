import { readdirSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { AwsDesk } from '../../electron/aws/aws-desk';
import { noAwsQuestions } from '../../electron/aws/credentials';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { AwsRefusal } from '../support/aws/refusals';
import { temporaryFolder } from '../support/temp-folder';

const place = { region: 'eu-west-1', awsProfile: 'corp' };
const role = { id: 'ASIACULVERTSSO000001', secret: 'sso-secret', token: 'sso-token' };
const taken = { id: 'ASIACULVERTROLE00001', secret: 'role-secret', token: 'role-token' };
const admin = 'arn:aws:iam::210987654321:role/EmrAdmin';
const device = 'arn:aws:iam::123456789012:mfa/ana';
const url = 'https://device.sso.eu-west-1.amazonaws.com/?user_code=WDDL-BHNV';
const work = { signal: new AbortController().signal, progress: () => undefined };
const everything = {
  states: ['WAITING' as const],
  name: null,
  tag: null,
  createdAfter: null,
};

let endpoint: AwsEndpoint;
let folder: ReturnType<typeof temporaryFolder>;
/** How often AWS says that the person has not confirmed yet. */
let pending = 1;
let refused = false;
/** Where AWS says that the person confirms. */
let confirmed: object = {};
/** What STS was asked for. */
let assumed: object[] = [];

beforeAll(async () => {
  endpoint = await AwsEndpoint.start({
    'sso-oidc': {
      RegisterClient: { clientId: 'client', clientSecret: 'client-secret' },
      StartDeviceAuthorization: ({ startUrl }) => ({
        deviceCode: `device of ${startUrl}`,
        userCode: 'WDDL-BHNV',
        ...confirmed,
        expiresIn: 600,
        interval: 1,
      }),
      CreateToken: ({ deviceCode, grantType }) => {
        if (refused) throw new AwsRefusal('AccessDeniedException', 'denied by the person');
        if (pending > 0) {
          pending -= 1;
          throw new AwsRefusal('AuthorizationPendingException', 'not yet');
        }
        expect(grantType).toBe('urn:ietf:params:oauth:grant-type:device_code');
        expect(deviceCode).toBe('device of https://corp.example/start');
        return { accessToken: 'portal-token', expiresIn: 28_800, tokenType: 'Bearer' };
      },
    },
    sso: {
      GetRoleCredentials: ({ roleName, accountId, accessToken }) => {
        expect([roleName, accountId, accessToken]).toEqual([
          'Reader',
          '123456789012',
          'portal-token',
        ]);
        return {
          roleCredentials: {
            accessKeyId: role.id,
            secretAccessKey: role.secret,
            sessionToken: role.token,
            expiration: Date.now() + 3_600_000,
          },
        };
      },
    },
    sts: {
      AssumeRole: ({ RoleArn, ExternalId, SerialNumber, TokenCode }) => {
        assumed.push({ RoleArn, ExternalId, SerialNumber, TokenCode });
        return {
          Credentials: {
            AccessKeyId: taken.id,
            SecretAccessKey: taken.secret,
            SessionToken: taken.token,
            Expiration: new Date(Date.now() + 3_600_000).toISOString(),
          },
          AssumedRoleUser: { AssumedRoleId: 'AROA:culvert', Arn: `${RoleArn}/culvert` },
        };
      },
    },
    emr: { ListClusters: { Clusters: [] } },
  });
  for (const { id, secret, token } of [role, taken]) endpoint.keys[id] = { secret, token };
});
beforeEach(() => {
  folder = temporaryFolder();
  const {
    AWS_ACCESS_KEY_ID: _id,
    AWS_SECRET_ACCESS_KEY: _secret,
    ...user
  } = awsEnvironment(folder.path);
  const environment = { ...user, HOME: folder.path, AWS_ENDPOINT_URL: endpoint.url };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const session = 'sso_region = eu-west-1\nsso_start_url = https://corp.example/start';
  const account = 'sso_account_id = 123456789012\nsso_role_name = Reader';
  writeFileSync(
    folder.file('aws-config'),
    `[profile corp]\nsso_session = office\n${account}\n[sso-session office]\n${session}\n` +
      `[profile admin]\nrole_arn = ${admin}\nsource_profile = corp\nexternal_id = x-1\n` +
      `mfa_serial = ${device}\n` +
      `[profile circle]\nrole_arn = ${admin}\nsource_profile = circle\n`,
  );
  pending = 1;
  refused = false;
  confirmed = {
    verificationUri: 'https://device.sso.eu-west-1.amazonaws.com/',
    verificationUriComplete: url,
  };
  assumed = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});
afterAll(() => endpoint.close());

it('signs in with a code to compare, and keeps nothing of it on disk', async () => {
  const desk = new AwsDesk({ questions: noAwsQuestions });
  await expect(desk.book(place).list(everything, work)).rejects.toMatchObject({
    failure: { code: 'aws-credentials', profile: 'corp', why: 'sign-in' },
  });
  const codes: unknown[] = [];
  await desk.signIn(place, (code) => codes.push(code), work.signal);
  expect(codes).toEqual([{ code: 'WDDL-BHNV', url }]);
  expect(pending).toBe(0);
  await expect(desk.book(place).list(everything, work)).resolves.toEqual([]);
  expect(endpoint.callsOf('ListClusters').at(-1)?.accessKey).toBe(role.id);
  expect(readdirSync(folder.path)).toEqual(['aws-config']);
  desk.close();
});

it('signs a role’s source profile in, and takes the role from there with one code for all', async () => {
  const asked: object[] = [];
  const desk = new AwsDesk({
    questions: {
      mfaCode: async (question) => {
        asked.push(question);
        return '123456';
      },
    },
  });
  const admins = { ...place, awsProfile: 'admin' };
  await expect(desk.book(admins).list(everything, work)).rejects.toMatchObject({
    failure: { code: 'aws-credentials', profile: 'corp', why: 'sign-in' },
  });
  await desk.signIn(admins, () => undefined, work.signal);
  const lists = [1, 2].map(() => desk.book(admins).list(everything, work));
  await expect(Promise.all(lists)).resolves.toEqual([[], []]);
  expect(endpoint.callsOf('AssumeRole').at(-1)?.accessKey).toBe(role.id);
  expect(endpoint.callsOf('ListClusters').at(-1)?.accessKey).toBe(taken.id);
  const told = { ExternalId: 'x-1', SerialNumber: device, TokenCode: '123456' };
  expect(assumed).toEqual([{ RoleArn: admin, ...told }]);
  expect(asked).toEqual([{ profile: 'admin', serial: device }]);
  // The sign-in serves the profile it belongs to as well.
  await desk.book(place).list(everything, work);
  expect(endpoint.callsOf('ListClusters').at(-1)?.accessKey).toBe(role.id);
  expect(readdirSync(folder.path)).toEqual(['aws-config']);
  desk.close();
});

it('has no sign-in for a role that leads round in a circle', async () => {
  const desk = new AwsDesk({ questions: noAwsQuestions });
  const round = desk.signIn({ ...place, awsProfile: 'circle' }, () => undefined, work.signal);
  await expect(round).rejects.toMatchObject({
    failure: { code: 'aws-credentials', profile: 'circle', why: 'missing' },
  });
});

it('says so when the person refuses, and ends at once when it is called off', async () => {
  const desk = new AwsDesk({ questions: noAwsQuestions });
  refused = true;
  await expect(desk.signIn(place, () => undefined, work.signal)).rejects.toMatchObject({
    failure: { code: 'aws-credentials', why: 'sign-in' },
  });
  refused = false;
  pending = 100;
  const calledOff = new AbortController();
  const reason = new Error('called off');
  const signing = desk.signIn(place, () => calledOff.abort(reason), calledOff.signal);
  await expect(signing).rejects.toBe(reason);
});

it.each([
  ['at AWS without the code', { verificationUri: url }, url],
  ['nowhere', {}, null],
  ['elsewhere', { verificationUriComplete: 'https://evil.example/' }, null],
  ['in a file', { verificationUri: 'file:///etc/passwd' }, null],
])('has the person confirm %s, or fails at once', async (_where, named, shown) => {
  const desk = new AwsDesk({ questions: noAwsQuestions });
  confirmed = named;
  const codes: unknown[] = [];
  const signing = desk.signIn(place, (code) => codes.push(code), work.signal);
  if (shown !== null) await signing;
  else await expect(signing).rejects.toMatchObject({ failure: { code: 'internal' } });
  expect(codes).toEqual(shown === null ? [] : [{ code: 'WDDL-BHNV', url: shown }]);
});
