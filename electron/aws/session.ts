import { setMaxListeners } from 'node:events';
import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EC2InstanceConnectClient } from '@aws-sdk/client-ec2-instance-connect';
import { EMRClient } from '@aws-sdk/client-emr';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity, MetadataBearer, MiddlewareStack } from '@smithy/types';
import { version } from '../../package.json';
import { attempts, callGuard } from './call-guard';
import {
  type AwsQuestions,
  awsCredentials,
  type CredentialsProvider,
  noAwsQuestions,
} from './credentials';
import { RateLimits } from './rate-limits';
import { profileName } from './user-profiles';

/** Where AWS is asked, and as whom. */
export interface AwsPlace {
  readonly region: string;
  /** A profile of the user's own files; null takes what the AWS command line would take. */
  readonly profile: string | null;
}

export interface AwsSessionOptions extends AwsPlace {
  /** Asked instead of AWS's own endpoints, for every service; tests and VPC endpoints need it. */
  readonly endpointUrl?: string | null;
  readonly questions?: AwsQuestions;
  /** Shared by all sessions of a process, since AWS counts per account. */
  readonly limits?: RateLimits;
  /** Other than the user's own files, for a person who has just signed in. */
  readonly credentials?: CredentialsProvider;
}

/** What a piece of work gives the clients it asks through. */
export interface AwsWork {
  /** Ends waiting, asking and retrying at once, with its reason. */
  readonly signal: AbortSignal;
  /** A call waits for its turn, so that AWS need not refuse it. */
  readonly onWait?: (action: string, milliseconds: number) => void;
  /** AWS has refused a call for haste; it is tried again in so many ms. */
  readonly onSlowed?: (milliseconds: number) => void;
}

/** The SDK's own clients. Whatever they throw is a FailureError with an `aws-*` code. */
export interface AwsClients {
  readonly emr: EMRClient;
  readonly ec2: EC2Client;
  readonly sts: STSClient;
  readonly logs: CloudWatchLogsClient;
  readonly athena: AthenaClient;
  readonly ssm: SSMClient;
  readonly instanceConnect: EC2InstanceConnectClient;
}

/** To reach AWS, and for one answer, ms. */
const connectionTimeout = 8_000;
const requestTimeout = 30_000;

const processLimits = new RateLimits();

// The SDK tells every user of Node 20 to update it. Which Node runs here is our business, not theirs.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/**
 * Culvert's way to AWS in one region as one profile: the one place that makes clients. Credentials
 * are found once and shared by all pieces of work of the session.
 *
 * To ask another service, add its client to {@link AwsClients} and to `clientsFor`, with the prefix
 * of its IAM actions, and its quota to rate-limits.ts where AWS documents one.
 */
export class AwsSession {
  readonly region: string;
  readonly profile: string;
  /** Asked instead of AWS's own endpoints; null where those are asked. */
  readonly endpointUrl: string | null;
  readonly #options: AwsSessionOptions;
  readonly #credentials: CredentialsProvider;
  readonly #handler = new NodeHttpHandler({ connectionTimeout, requestTimeout });

  constructor(options: AwsSessionOptions) {
    this.region = options.region;
    this.profile = profileName(options.profile);
    this.endpointUrl = options.endpointUrl ?? null;
    this.#options = options;
    this.#credentials =
      options.credentials ??
      awsCredentials({
        region: options.region,
        profile: options.profile,
        endpointUrl: options.endpointUrl ?? null,
        questions: options.questions ?? noAwsQuestions,
      });
  }

  /** Clients for one piece of work: every call they make ends when its signal does. */
  clientsFor(work: AwsWork): AwsClients {
    // Each call under way listens to it; many at once are no leak.
    setMaxListeners(0, work.signal);
    const guarded = <Client extends AwsClients[keyof AwsClients]>(
      prefix: string,
      make: (config: ReturnType<AwsSession['sdkConfig']>) => Client,
    ): Client => {
      let given: AwsCredentialIdentity | null = null;
      const credentials = async () => {
        given = await this.#credentials(work.signal);
        return given;
      };
      const onRefused = () => given && this.#credentials.forget?.(given);
      const client = make(this.sdkConfig(work.signal, credentials));
      const limits = this.#options.limits ?? processLimits;
      const { region, profile } = this;
      // Every client types its stack by its own commands; the guard cares for none of them.
      const stack = client.middlewareStack as unknown as MiddlewareStack<object, MetadataBearer>;
      stack.use(callGuard({ prefix, region, profile, limits, onRefused, ...work }));
      return client;
    };
    return lazily({
      emr: () => guarded('elasticmapreduce', (config) => new EMRClient(config)),
      ec2: () => guarded('ec2', (config) => new EC2Client(config)),
      sts: () => guarded('sts', (config) => new STSClient(config)),
      logs: () => guarded('logs', (config) => new CloudWatchLogsClient(config)),
      athena: () => guarded('athena', (config) => new AthenaClient(config)),
      ssm: () => guarded('ssm', (config) => new SSMClient(config)),
      instanceConnect: () =>
        guarded('ec2-instance-connect', (config) => new EC2InstanceConnectClient(config)),
    });
  }

  /** Lets go of the connections to AWS. */
  close(): void {
    this.#handler.destroy();
  }

  private sdkConfig(signal: AbortSignal, credentials: () => Promise<AwsCredentialIdentity>) {
    const handler = this.#handler;
    const { endpointUrl } = this.#options;
    return {
      region: this.region,
      credentials,
      customUserAgent: [['culvert', version]] as [string, string][],
      maxAttempts: attempts,
      requestHandler: {
        metadata: { handlerProtocol: 'http/1.1' },
        handle: (...[request, options]: Parameters<NodeHttpHandler['handle']>) =>
          handler.handle(request, { ...options, abortSignal: signal }),
        updateHttpClientConfig: handler.updateHttpClientConfig.bind(handler),
        httpHandlerConfigs: () => handler.httpHandlerConfigs(),
        // Shared by all clients of the session, which alone may end it.
        destroy: () => undefined,
      },
      ...(endpointUrl ? { endpoint: endpointUrl } : {}),
    };
  }
}

/** An object whose parts are made when they are first asked for: a client costs milliseconds. */
function lazily<Parts extends object>(
  makers: {
    readonly [Name in keyof Parts]: () => Parts[Name];
  },
): Parts {
  const parts = {} as Parts;
  for (const name of Object.keys(makers) as (keyof Parts)[]) {
    let made: Parts[keyof Parts] | undefined;
    const get = () => (made ??= makers[name]());
    Object.defineProperty(parts, name, { get, enumerable: true });
  }
  return parts;
}
