/**
 * A loopback HTTP endpoint that speaks AWS's real protocols (JSON 1.1 for EMR, Logs, Athena and SSM;
 * forms and XML for EC2 and STS), for the real SDK clients and for the AWS command line.
 *
 * Every request is held to the service's own model, and so is every answer: botocore's models, by
 * the helper in service_models/. What breaks a model is answered with 500 and makes `close` fail, so
 * that no test passes over it. Signatures are checked with the secrets of `keys`.
 *
 * - A fixture is plain data in the shape of the operation's output, with the model's own names
 *   (`fixtures.emr.ListClusters = { Clusters: […] }`); times are ISO 8601 strings. Where the answer
 *   depends on the question it is a function of the parameters, which may throw an AwsRefusal.
 * - To add an operation: put its fixture under its service. Nothing else: the models know the rest.
 * - To add a service: name it in SERVICES of service_models/models.py (what its signature's scope
 *   calls it, what botocore calls its model).
 * - Faults are put in front of the fixtures: `endpoint.fault({ operation, kind, times })`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type ModelAnswer, ModelProcess } from './model-process';
import { AwsRefusal, type RefusalKind, refusalOf } from './refusals';

export type AwsAnswer = Readonly<Record<string, unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: a fixture knows the shape of its own parameters; the model has checked them.
export type AwsParams = any;

/** A question a client asked, as its model reads it. */
export interface AwsCall {
  readonly service: string;
  readonly operation: string;
  readonly params: AwsParams;
  readonly region: string | null;
  readonly accessKey: string | null;
  readonly userAgent: string;
}

export type AwsFixture =
  | AwsAnswer
  | ((params: AwsParams, call: AwsCall) => AwsAnswer | Promise<AwsAnswer>);
/** By service (`emr`, `ec2`, `sts`, `logs`, `athena`, …) and operation. */
export type AwsFixtures = Record<string, Record<string, AwsFixture>>;

export interface AwsFault {
  /** Every operation when absent. */
  readonly operation?: string;
  /** `slow` answers after `delayMs`; `cut` breaks off in the middle of the answer. */
  readonly kind: RefusalKind | 'slow' | 'cut';
  readonly delayMs?: number;
  /** How many calls it spoils; all of them when absent. */
  readonly times?: number;
}

/** Secrets by access key, with the session token of temporary ones. */
export type AwsKeys = Record<string, { readonly secret: string; readonly token?: string }>;

export const testKey = { id: 'AKIACULVERTTESTS0001', secret: 'no-secret-of-anybody' } as const;

/** What makes SDKs and the AWS command line use {@link testKey} and nothing of this machine's user. */
export function awsEnvironment(folder: string): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: testKey.id,
    AWS_SECRET_ACCESS_KEY: testKey.secret,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: `${folder}/aws-config`,
    AWS_SHARED_CREDENTIALS_FILE: `${folder}/aws-credentials`,
  };
}

export class AwsEndpoint {
  readonly url: string;
  readonly fixtures: AwsFixtures;
  readonly keys: AwsKeys = { [testKey.id]: { secret: testKey.secret } };
  /** Every call that fitted its model, in the order of arrival. */
  readonly calls: AwsCall[] = [];
  readonly violations: string[] = [];
  readonly #models: ModelProcess;
  readonly #faults: { left: number; fault: AwsFault }[] = [];
  readonly #closing = new AbortController();
  readonly #serving = new Set<Promise<void>>();
  readonly #closeServer: () => Promise<void>;

  private constructor(
    fixtures: AwsFixtures,
    models: ModelProcess,
    server: ReturnType<typeof createServer>,
  ) {
    this.fixtures = fixtures;
    this.#models = models;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      const served = this.#serve(request, response).finally(() => this.#serving.delete(served));
      this.#serving.add(served);
    });
    this.#closeServer = () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
  }

  static async start(fixtures: AwsFixtures): Promise<AwsEndpoint> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new AwsEndpoint(fixtures, new ModelProcess(), server);
  }

  fault(fault: AwsFault): void {
    this.#faults.push({ left: fault.times ?? Number.POSITIVE_INFINITY, fault });
  }

  clearFaults(): void {
    this.#faults.length = 0;
  }

  /** The calls of one operation. */
  callsOf(operation: string): AwsCall[] {
    return this.calls.filter((call) => call.operation === operation);
  }

  /** @throws when any request or fixture broke its service's model. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#closeServer();
    // A last word that nobody waits for, such as the end of a session, may still be looked at.
    await Promise.all(this.#serving);
    await this.#models.close();
    if (this.violations.length > 0) throw new Error(this.violations.join('\n'));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      await this.#answer(request, Buffer.concat(chunks).toString('utf8'), response);
    } catch (error) {
      // The client has gone in the middle of its own question, as a cancelled one does.
      if (!request.destroyed) this.#violated(String(error), response);
    }
  }

  async #answer(request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    const { method, url: path, headers } = request;
    const asked = await this.#models.ask({
      op: 'read',
      method,
      path,
      headers,
      body,
      keys: this.keys,
    });
    if (asked.violation !== undefined) return this.#violated(asked.violation, response);
    const { service, protocol, operation, refusal } = asked as Record<string, string>;
    if (refusal !== undefined) {
      const refused = refusalOf(refusal as RefusalKind, `${protocol}`, '');
      return this.#send(await this.#refuse(`${service}`, refused), response, false);
    }
    const call = { ...asked, userAgent: headers['user-agent'] ?? '' } as unknown as AwsCall;
    this.calls.push(call);
    const fault = this.#faultFor(`${operation}`);
    if (fault?.kind === 'slow') await this.#pause(fault.delayMs ?? 1_000);
    const answer = await this.#answerTo(call, `${protocol}`, fault);
    if (answer.violation !== undefined) return this.#violated(answer.violation, response);
    this.#send(answer, response, fault?.kind === 'cut');
  }

  /** Whoever is kept waiting when all ends is not kept waiting any longer. */
  #pause(milliseconds: number): Promise<void> {
    return delay(milliseconds, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  async #answerTo(call: AwsCall, protocol: string, fault: AwsFault | null): Promise<ModelAnswer> {
    const { service, operation, params } = call;
    if (fault !== null && fault.kind !== 'slow' && fault.kind !== 'cut') {
      const prefix = service === 'emr' ? 'elasticmapreduce' : service;
      return this.#refuse(service, refusalOf(fault.kind, protocol, `${prefix}:${operation}`));
    }
    const fixture = this.fixtures[service]?.[operation];
    if (fixture === undefined)
      return { violation: `there is no fixture for ${service} ${operation}` };
    try {
      const output = typeof fixture === 'function' ? await fixture(params, call) : fixture;
      return await this.#models.ask({ op: 'write', service, operation, output });
    } catch (error) {
      if (error instanceof AwsRefusal) return this.#refuse(service, error);
      throw error;
    }
  }

  #refuse(service: string, { code, message, status }: AwsRefusal): Promise<ModelAnswer> {
    return this.#models.ask({ op: 'refuse', service, code, message, status });
  }

  #faultFor(operation: string): AwsFault | null {
    const found = this.#faults.find(
      ({ left, fault }) => left > 0 && (fault.operation ?? operation) === operation,
    );
    if (found === undefined) return null;
    found.left -= 1;
    return found.fault;
  }

  #send(answer: ModelAnswer, response: ServerResponse, cut: boolean): void {
    const { status, headers, body } = answer as { status: number; headers: object; body: string };
    const length = Buffer.byteLength(body);
    response.writeHead(status, { ...headers, 'content-length': length });
    if (!cut) {
      response.end(body);
      return;
    }
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
  }

  #violated(text: string, response: ServerResponse): void {
    this.violations.push(text);
    if (!response.headersSent) response.writeHead(500).end(text);
  }
}
