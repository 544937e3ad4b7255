import { readdirSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { AwsDesk } from '../../electron/aws/aws-desk';
import { noAwsQuestions } from '../../electron/aws/credentials';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { AwsRefusal } from '../support/aws/refusals';
import { temporaryFolder } from '../support/temp-folder';

const place = { region: 'eu-west-1', awsProfile: 'corp' };
const role = { id: 'ASIACULVERTSSO000001', secret: 'sso-secret', token: 'sso-token' };
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

beforeAll(async () => {
  endpoint = await AwsEndpoint.start({
    'sso-oidc': {
      RegisterClient: { clientId: 'client', clientSecret: 'client-secret' },
      StartDeviceAuthorization: ({ startUrl }) => ({
        deviceCode: `device of ${startUrl}`,
        userCode: 'WDDL-BHNV',
        verificationUri: 'https://device.sso.eu-west-1.amazonaws.com/',
        verificationUriComplete: url,
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
    emr: { ListClusters: { Clusters: [] } },
  });
  endpoint.keys[role.id] = { secret: role.secret, token: role.token };
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
    `[profile corp]\nsso_session = office\n${account}\n[sso-session office]\n${session}\n`,
  );
  pending = 1;
  refused = false;
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
