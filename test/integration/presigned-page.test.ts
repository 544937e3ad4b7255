import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  GetOnClusterAppUIPresignedURLInput$,
  GetOnClusterAppUIPresignedURLOutput$,
  OnClusterAppUIType,
} from '@aws-sdk/client-emr';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { presignedPage } from '../../electron/aws/presigned-page';
import { AwsSession } from '../../electron/aws/session';
import { Jobs } from '../../electron/engine/jobs';
import { pageHandlers } from '../../electron/engine/page-handlers';
import { type EngineHandlers, serveEngine } from '../../electron/engine/serve';
import { EngineLink } from '../../electron/ipc/engine-link';
import { FailureError } from '../../shared/model/failure';
import { hurriedLimits } from '../support/aws/session';

const short = 'https://p-2abc.emrappui-prod.ap-northeast-2.amazonaws.com/shs/?authToken=x';
/** What EMR names the page by. */
let address = short;
const pageKinds: readonly string[] = Object.values(OnClusterAppUIType);
const asked: unknown[] = [];
/** How often EMR says that it is not ready yet. */
let notYet = 0;
let denied = false;
let server: Server;
let session: AwsSession;
const breaches: unknown[] = [];

/**
 * EMR's wire for this one call (JSON 1.1). The service models of Debian's botocore are older than it,
 * so that the common endpoint of these tests does not know it. The SDK has the newer model: what is
 * asked and what is answered is held to that.
 */
async function emr(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { 'x-amz-target': target, 'content-type': type, authorization } = request.headers;
  expect(target).toBe('ElasticMapReduce.GetOnClusterAppUIPresignedURL');
  expect(type).toBe('application/x-amz-json-1.1');
  expect(authorization).toMatch(/^AWS4-HMAC-SHA256 .*\/ap-northeast-2\/elasticmapreduce\//);
  const question: unknown = JSON.parse(await text(request));
  expect(breachesOf(GetOnClusterAppUIPresignedURLInput$, question)).toEqual([]);
  expect(pageKinds).toContain((question as { OnClusterAppUIType: string }).OnClusterAppUIType);
  asked.push(question);
  notYet -= 1;
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  if (denied) {
    response.statusCode = 400;
    const message = 'User: arn:aws:iam::1:user/x is not authorized to perform this';
    response.end(JSON.stringify({ __type: 'AccessDeniedException', Message: message }));
    return;
  }
  const answer =
    notYet >= 0 ? { PresignedURLReady: false } : { PresignedURLReady: true, PresignedURL: address };
  expect(breachesOf(GetOnClusterAppUIPresignedURLOutput$, answer)).toEqual([]);
  response.end(JSON.stringify(answer));
}

/** What a message has that its model does not, or has as something else, or lacks. */
function breachesOf(model: StaticStructureSchema, message: unknown): string[] {
  const given = new Map(Object.entries(message as object));
  const [, , , , names, , required = 0] = model;
  const missing = names.slice(0, required).filter((name) => !given.has(name));
  const members = new Map(NormalizedSchema.of(model).structIterator());
  const odd = [...given].filter(([name, value]) => {
    const member = members.get(name);
    if (member?.isStringSchema()) return typeof value !== 'string';
    if (member?.isBooleanSchema()) return typeof value !== 'boolean';
    return true;
  });
  return [...missing, ...odd.map(([name]) => name)];
}

it('holds what is asked and answered to the model of the SDK', () => {
  const cluster = { ClusterId: 'j-1' };
  expect(breachesOf(GetOnClusterAppUIPresignedURLInput$, cluster)).toEqual([]);
  expect(breachesOf(GetOnClusterAppUIPresignedURLInput$, {})).toEqual(['ClusterId']);
  expect(breachesOf(GetOnClusterAppUIPresignedURLInput$, { ...cluster, Type: 'x' })).toEqual([
    'Type',
  ]);
  expect(breachesOf(GetOnClusterAppUIPresignedURLOutput$, { PresignedURLReady: 'no' })).toEqual([
    'PresignedURLReady',
  ]);
});

beforeAll(async () => {
  server = createServer((request, response) => {
    emr(request, response).catch((error: unknown) => {
      breaches.push(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no port was given');
  session = new AwsSession({
    region: 'ap-northeast-2',
    profile: null,
    endpointUrl: `http://127.0.0.1:${at.port}`,
    limits: hurriedLimits(),
    credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'nothing' }),
  });
});
beforeEach(() => {
  asked.length = 0;
  address = short;
  notYet = 0;
  denied = false;
});
afterAll(async () => {
  session.close();
  server.close();
  expect(breaches).toEqual([]);
});

function page(signal = new AbortController().signal, tries = 4) {
  const work = { signal, progress: () => undefined };
  return presignedPage(session, 'j-2AXXXXXXGAPLF', 'SparkHistoryServer', work, {
    pauseMs: 10,
    tries,
  });
}

it('asks EMR for the address of a page, again until it is ready', async () => {
  notYet = 2;
  expect(await page()).toBe(address);
  const once = { ClusterId: 'j-2AXXXXXXGAPLF', OnClusterAppUIType: 'SparkHistoryServer' };
  expect(asked).toEqual([once, once, once]);
});

it('says when EMR did not have it in time', async () => {
  notYet = 99;
  await expect(page()).rejects.toMatchObject({
    failure: { code: 'presigned-not-ready', kind: 'SparkHistoryServer' },
  });
  expect(asked).toHaveLength(4);
});

it('names the permission that is missing', async () => {
  denied = true;
  await expect(page()).rejects.toMatchObject({
    failure: { code: 'aws-denied', action: 'elasticmapreduce:GetOnClusterAppUIPresignedURL' },
  });
});

it('ends when it is called off', async () => {
  notYet = 99;
  const controller = new AbortController();
  const waiting = page(controller.signal, 1_000);
  const failed = expect(waiting).rejects.toThrow();
  controller.abort(new FailureError({ code: 'cancelled' }));
  await failed;
});

/** Main's end and the engine's, with the contract between them and this one EMR behind. */
function linked(): EngineLink {
  const jobs = new Jobs({ progress: () => undefined, slowed: () => undefined });
  const desk = async () => ({ session: () => session });
  const tunnels = { checkPages: () => Promise.reject(new Error('no page is to be asked for')) };
  const handlers = pageHandlers({ desk, jobs, tunnels }) as EngineHandlers;
  const link = new EngineLink({
    spawn: () => {
      let toEngine: (message: { data: unknown }) => void = () => undefined;
      let toMain: (message: unknown) => void = () => undefined;
      const on = (_event: 'message', listener: typeof toEngine) => {
        toEngine = listener;
      };
      serveEngine({ on, postMessage: (message) => toMain(structuredClone(message)) }, handlers);
      return {
        postMessage: (message) => toEngine({ data: structuredClone(message) }),
        onMessage: (listener) => {
          toMain = listener;
        },
        onExit: () => undefined,
        kill: () => undefined,
      };
    },
    onEvent: () => undefined,
    onLost: () => undefined,
    onBack: () => undefined,
    onGone: () => undefined,
    onBreach: (what) => breaches.push(what),
  });
  link.start();
  return link;
}

// EMR's model bounds the address (XmlString) to 10,280 characters, most of them its token.
it.each([10_280, 10_281])('passes the contract in %i characters, or is refused', async (length) => {
  address = short.padEnd(length, 'x');
  const answer = linked().call('presignedPage', {
    jobId: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    place: { region: 'ap-northeast-2', awsProfile: null },
    clusterId: 'j-2AXXXXXXGAPLF',
    page: 'SparkHistoryServer',
  });
  if (length === 10_280) expect(await answer).toEqual({ url: address });
  else await expect(answer).rejects.toMatchObject({ failure: { code: 'internal' } });
});
