import { z } from 'zod';
import { presignedPageSchema } from '../emr/presigned-page';
import { browserKindSchema } from './browser';
import { transportKindSchema } from './transport-kind';

const host = z.string().max(512);
const port = z.number().int();
/** The name of a key file as a person knows it; never its path. */
const name = z.string().max(512);
const fingerprint = z.string().max(128);

/** Which jump host of the way it is, the first being 1; absent for the bastion itself. */
const hop = z.number().int().optional();
const bastion = z.object({ host, port, hop });
/** The jump host it was dialled from; absent where it was this computer. */
const via = host.optional();
const proxy = z.object({ host, port });
const program = z.string().max(256);
const destination = z.object({ host, port });
const keyFile = z.object({ name });
const hostKey = bastion.extend({ type: z.string().max(64), fingerprint });
/** A call to AWS by its IAM action, such as `elasticmapreduce:ListClusters`, and the region asked. */
const awsCall = z.object({ action: z.string().max(128), region: z.string().max(64) });
/** The name of an AWS profile of the user's own files. */
const awsProfile = z.string().max(256);

const singleFailureSchema = z.discriminatedUnion('code', [
  bastion.extend({ code: z.literal('bastion-unresolvable'), via }),
  bastion.extend({
    code: z.literal('bastion-unreachable'),
    why: z.enum(['timeout', 'refused', 'no-route', 'reset']),
    via,
  }),
  /** A jump host lets us in and forwards nothing there. */
  bastion.extend({ code: z.literal('jump-host-prohibits'), via: host }),

  proxy.extend({
    code: z.literal('proxy-unreachable'),
    why: z.enum(['unresolvable', 'timeout', 'refused', 'no-route', 'reset']),
  }),
  proxy.extend({ code: z.literal('proxy-silent'), seconds: z.number() }),
  /** It speaks its protocol and does not connect us. */
  proxy.extend({
    code: z.literal('proxy-refused'),
    kind: z.enum(['http', 'socks']),
    answer: z.string().max(128),
  }),
  proxy.extend({ code: z.literal('proxy-login-refused'), why: z.enum(['no-user', 'wrong']) }),
  proxy.extend({
    code: z.literal('not-a-proxy'),
    kind: z.enum(['http', 'socks']),
    received: z.string().max(128),
  }),
  /** The bastion does not listen there for us: the port is taken, or it does not permit it. */
  z.object({ code: z.literal('remote-port-refused'), host, port }),
  /** What a remote tunnel leads to on this computer takes no connection. */
  destination.extend({
    code: z.literal('local-target-unreachable'),
    why: z.enum(['refused', 'timeout', 'no-route', 'unresolvable']),
  }),
  /** Session Manager has no connection to that machine. */
  z.object({
    code: z.literal('instance-not-managed'),
    id: z.string().max(32),
    region: z.string().max(64),
  }),
  z.object({ code: z.literal('command-missing'), program }),
  /** A program that was to carry the connection ended instead. */
  z.object({
    code: z.literal('command-failed'),
    program,
    /** Its exit code, or the name of the signal that ended it. */
    status: z.string().max(32),
    /** The last of what it wrote for people. */
    said: z.string().max(512),
  }),
  /** A user name that a shell would act upon. */
  z.object({ code: z.literal('command-unsafe'), user: z.string().max(256) }),

  bastion.extend({ code: z.literal('not-ssh'), received: z.string().max(128) }),
  bastion.extend({
    code: z.literal('algorithms-mismatch'),
    kind: z.enum(['key-exchange', 'cipher', 'mac', 'host-key', 'compression', 'unknown']),
    /** What the server offered, best first; empty when it did not say. */
    offered: z.array(z.string().max(128)).max(64),
  }),
  bastion.extend({
    code: z.literal('handshake-timeout'),
    stage: z.enum(['key-exchange', 'authentication']),
    seconds: z.number(),
  }),

  hostKey.extend({ code: z.literal('host-key-unknown') }),
  hostKey.extend({
    code: z.literal('host-key-changed'),
    /** Fingerprints on record for this host, with the file or store that holds each. */
    known: z.array(z.object({ fingerprint, type: z.string(), source: z.string() })).max(32),
  }),
  hostKey.extend({ code: z.literal('host-key-revoked'), source: z.string() }),
  hostKey.extend({ code: z.literal('host-key-refused') }),
  /** The server showed a public key and could not sign with it. */
  hostKey.extend({ code: z.literal('host-key-unproven') }),
  z.object({ code: z.literal('known-hosts-unreadable'), file: z.string() }),
  /** The key is trusted for this run only: Culvert's own list could not be written. */
  z.object({
    code: z.literal('trust-store-unwritable'),
    file: z.string(),
    why: z.string().max(64),
  }),

  keyFile.extend({ code: z.literal('key-missing') }),
  keyFile.extend({ code: z.literal('key-unreadable'), why: z.string().max(64) }),
  keyFile.extend({ code: z.literal('key-is-directory') }),
  keyFile.extend({ code: z.literal('key-not-a-file') }),
  keyFile.extend({ code: z.literal('key-too-large'), bytes: z.number(), limit: z.number() }),
  keyFile.extend({ code: z.literal('key-empty') }),
  keyFile.extend({ code: z.literal('key-not-recognised') }),
  keyFile.extend({ code: z.literal('key-corrupt'), format: z.string().max(32) }),
  keyFile.extend({ code: z.literal('key-truncated'), format: z.string().max(32) }),
  keyFile.extend({ code: z.literal('key-unsupported'), type: z.string().max(64) }),
  keyFile.extend({ code: z.literal('key-is-public') }),
  keyFile.extend({ code: z.literal('key-is-certificate') }),
  keyFile.extend({ code: z.literal('key-encoding'), encoding: z.enum(['utf-16le', 'utf-16be']) }),
  keyFile.extend({ code: z.literal('passphrase-required') }),
  keyFile.extend({ code: z.literal('passphrase-wrong') }),

  z.object({
    code: z.literal('agent-unavailable'),
    agent: z.enum(['ssh-agent', 'windows-openssh', 'pageant']),
    why: z.enum(['not-configured', 'no-answer', 'refused']),
  }),
  z.object({ code: z.literal('agent-empty') }),
  z.object({
    code: z.literal('auth-refused'),
    user: z.string().max(256),
    /** Where, if that was not the bastion. */
    server: bastion.optional(),
    /** What was offered, in order: `publickey SHA256:…`, `password`, `keyboard-interactive`. */
    tried: z.array(z.string().max(256)).max(16),
    /** The methods the server said it would still take. */
    accepted: z.array(z.string().max(64)).max(16),
  }),
  z.object({ code: z.literal('auth-cancelled') }),

  z.object({
    code: z.literal('port-in-use'),
    port,
    pid: z.number().int().optional(),
    name: z.string().max(128).optional(),
    /** A port near it that was free a moment ago. */
    free: port.optional(),
  }),
  z.object({ code: z.literal('port-reserved'), port }),
  z.object({ code: z.literal('listen-failed'), port, why: z.string().max(128) }),

  bastion.extend({
    code: z.literal('connection-lost'),
    why: z.enum(['closed', 'reset', 'silent', 'disconnected', 'protocol', 'no-route']),
    detail: z.string().max(256).optional(),
  }),
  destination.extend({ code: z.literal('forwarding-prohibited') }),
  destination.extend({ code: z.literal('destination-refused') }),
  destination.extend({ code: z.literal('destination-timeout') }),
  destination.extend({
    code: z.literal('destination-unreachable'),
    /** Which of the two the server named, where it did. */
    scope: z.enum(['host', 'network']).optional(),
  }),
  destination.extend({ code: z.literal('destination-unresolvable') }),
  destination.extend({ code: z.literal('destination-prohibited') }),
  /** The connection was opened, and no page came over it. */
  destination.extend({
    code: z.literal('page-no-answer'),
    why: z.enum(['silent', 'closed', 'not-http']),
  }),
  z.object({ code: z.literal('tunnel-down') }),
  z.object({ code: z.literal('too-many-connections'), limit: z.number() }),
  /** What a program sent to the local port is not a request the SOCKS server can take. */
  z.object({
    code: z.literal('socks-request-refused'),
    why: z.enum([
      'not-socks',
      'http',
      'tls',
      'malformed',
      'authentication',
      'command',
      'address-type',
      'name',
      'port',
    ]),
  }),
  /** The program behind a connection to the local port may not use this tunnel. */
  z.object({
    code: z.literal('client-refused'),
    why: z.enum(['other-user', 'unknown-user', 'wrong-credential']),
    /** The user's number on this machine. */
    uid: z.number().int().optional(),
  }),

  z.object({
    code: z.literal('aws-credentials'),
    profile: awsProfile,
    why: z.enum(['missing', 'unknown-profile', 'expired', 'sign-in', 'mfa', 'invalid']),
  }),
  z.object({ code: z.literal('aws-region-missing'), profile: awsProfile }),
  awsCall.extend({
    code: z.literal('aws-denied'),
    profile: awsProfile,
    why: z.enum(['not-allowed', 'explicit-deny']),
  }),
  awsCall.extend({ code: z.literal('aws-throttled') }),
  z.object({
    code: z.literal('aws-unreachable'),
    host,
    region: z.string().max(64),
    why: z.enum(['name', 'no-route', 'refused', 'timeout', 'cut', 'certificate']),
  }),
  /** AWS itself had a fault (5xx), after the retries. */
  awsCall.extend({ code: z.literal('aws-fault') }),
  z.object({
    code: z.literal('aws-clock'),
    /** How far this computer's clock is ahead of AWS's; null when AWS did not say the time. */
    seconds: z.number().int().nullable(),
  }),
  /** Refused for any other reason, in AWS's own words. */
  awsCall.extend({
    code: z.literal('aws-refused'),
    reason: z.string().max(128),
    detail: z.string().max(512),
  }),
  z.object({
    code: z.literal('cluster-terminated'),
    name,
    id: z.string().max(64),
    /** The tunnel goes on to a successor, as its rule says. */
    follows: z.boolean(),
  }),
  z.object({
    code: z.literal('cluster-not-ready'),
    name,
    id: z.string().max(64),
    state: z.string().max(64),
  }),
  /** No running cluster fits the rule, or none has the id. */
  z.object({
    code: z.literal('cluster-missing'),
    by: z.enum(['id', 'name', 'tag']),
    rule: z.string().max(512),
    region: z.string().max(64),
  }),
  /** No such browser is installed here; null stands for none at all that Culvert could start. */
  z.object({ code: z.literal('browser-missing'), browser: browserKindSchema.nullable() }),
  z.object({
    code: z.literal('browser-not-started'),
    browser: browserKindSchema,
    /** The system's code, such as EACCES, or how the program ended. */
    why: z.string().max(64),
  }),

  /** EMR did not hand out the address of a page in time. */
  z.object({ code: z.literal('presigned-not-ready'), kind: presignedPageSchema }),

  z.object({ code: z.literal('profile-missing'), name }),
  /** A file of another program's settings gives no text. */
  z.object({
    code: z.literal('import-unreadable'),
    name,
    why: z.enum(['missing', 'not-a-file', 'too-large', 'unreadable', 'not-text', 'private-key']),
  }),
  z.object({ code: z.literal('import-not-recognised'), name }),
  z.object({ code: z.literal('import-malformed'), name }),
  z.object({ code: z.literal('import-program-missing'), name }),
  /** Culvert runs and holds its settings; a second writer would be overwritten. */
  z.object({ code: z.literal('settings-in-use') }),
  z.object({ code: z.literal('settings-unusable'), name, why: z.enum(['damaged', 'newer']) }),
  z.object({ code: z.literal('engine-crashed') }),
  /** A person called the work off. */
  z.object({ code: z.literal('cancelled') }),
  z.object({ code: z.literal('internal'), detail: z.string().max(512) }),
]);

export const attemptSchema = z.object({
  transport: transportKindSchema,
  cause: singleFailureSchema,
});

/**
 * Everything that can go wrong, as a code with the data its words need.
 * The words live in shared/text; what may be retried without a person in failure.ts.
 */
export const failureSchema = z.discriminatedUnion('code', [
  ...singleFailureSchema.options,
  /** None of several ways to the first server worked. */
  z.object({ code: z.literal('no-way-left'), attempts: z.array(attemptSchema).min(1).max(8) }),
]);
