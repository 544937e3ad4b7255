import { resolve } from 'node:path';
import { FailureError } from '../../shared/model/failure';
import {
  type Authentication,
  hostSchema,
  noLimit,
  type Profile,
  profileDefaults,
  rangeSchema,
  straightWay,
  userSchema,
} from '../../shared/model/profile';
import { dataFolder } from '../engine/folders';
import { createServices } from '../engine/services';
import { portFrom, readArguments, secretFrom, UsageError } from './arguments';
import { listenFrom } from './listen-option';
import { limitFrom } from './only-option';
import type { Output } from './output';
import { bringUp, logTo, report, TunnelWatch, untilBlocked, untilSignal } from './run-tunnel';
import { storedProfile } from './stored-profile';
import { terminalQuestions } from './terminal-questions';

export const upUsage =
  'culvert up [--profile NAME] [--host H] [--port 22] [--user U] [--identity FILE]\n' +
  '           [--passphrase-env VAR] [--agent] [--local-port 8157] [--known-hosts FILE]\n' +
  '           [--trust SHA256:…] [--accept-new] [--allow CIDR]… [--only DOMAIN|CIDR|PORT]… [--json]\n' +
  '           [--listen ADDRESS --listen-user USER --listen-password-env VAR]';

const options = {
  profile: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  user: { type: 'string' },
  identity: { type: 'string' },
  'passphrase-env': { type: 'string' },
  agent: { type: 'boolean' },
  'local-port': { type: 'string' },
  'known-hosts': { type: 'string' },
  trust: { type: 'string', multiple: true },
  'accept-new': { type: 'boolean' },
  allow: { type: 'string', multiple: true },
  only: { type: 'string', multiple: true },
  listen: { type: 'string' },
  'listen-user': { type: 'string' },
  'listen-password-env': { type: 'string' },
} as const;

type UpOptions = ReturnType<typeof readArguments<typeof options>>['values'];

/** Runs one tunnel until a signal ends it or it needs what a command line cannot give. */
export async function up(args: readonly string[], output: Output, workerUrl: URL) {
  const { values } = readArguments(args, options, 0);
  const folder = dataFolder(process.env, process.platform);
  const profile = profileFrom(values, folder);
  const elsewhere = listenFrom(values);
  const secret = secretFrom('passphrase-env', values['passphrase-env']);
  const expected = values.trust ?? [];
  const malformed = expected.find((each) => !/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(each));
  if (malformed !== undefined) {
    throw new UsageError(`--trust takes a fingerprint as ssh-keygen -l prints it: SHA256:…`);
  }
  const watch = new TunnelWatch();
  const services = createServices({
    dataFolder: folder,
    keyWorkerUrl: workerUrl,
    knownHosts: values['known-hosts'],
    questions: terminalQuestions,
    onView: watch.onView,
    onLog: (_profileId, event) => logTo(output)(event),
    onRemember: (_profileId, remembered) => remembered.fill(0),
  });
  if (elsewhere !== null) {
    output.diagnose(
      `culvert: warning: whoever reaches ${elsewhere.address} and knows the password of --listen can ` +
        'use this tunnel; SOCKS carries that password unencrypted.',
    );
  }
  report(output, watch, elsewhere?.address);
  const signalled = untilSignal();
  try {
    const trust = {
      expected: expected.map((each) => each.replace(/=$/, '')),
      acceptNew: values['accept-new'] === true,
    };
    const request = { profile, secret, persistent: false, trust, elsewhere };
    const failed = await Promise.race([bringUp(services, watch, request), signalled]);
    return failed ?? (await Promise.race([untilBlocked(watch), signalled]));
  } finally {
    await services.close();
  }
}

/** A stored profile, changed by the options beside it, or one made of options alone. */
function profileFrom(values: UpOptions, folder: string): Profile {
  const stored = values.profile === undefined ? null : storedProfile(folder, values.profile);
  if (values.profile !== undefined && stored === null) {
    throw new FailureError({ code: 'profile-missing', name: values.profile });
  }
  const host = checked('host', values.host ?? stored?.bastion.host, hostSchema);
  const authentication = authenticationFrom(values) ?? stored?.authentication;
  if (authentication === undefined) {
    throw new UsageError('how to log in? --identity FILE or --agent');
  }
  return {
    id: stored?.id ?? 'command-line',
    name: stored?.name ?? host,
    group: stored?.group ?? null,
    kind: 'dynamic',
    ...straightWay(),
    bastion: {
      host,
      port:
        values.port === undefined
          ? (stored?.bastion.port ?? profileDefaults.sshPort)
          : portFrom('port', values.port, 1),
      user: checked(
        'user',
        values.user ?? stored?.bastion.user ?? profileDefaults.bastionUser,
        userSchema,
      ),
    },
    authentication,
    listen: {
      address: '127.0.0.1',
      port:
        values['local-port'] === undefined
          ? (stored?.listen.port ?? profileDefaults.localPort)
          : portFrom('local-port', values['local-port'], 0),
    },
    allow: [
      ...(stored?.allow ?? []),
      ...(values.allow ?? []).map((range) => checked('allow', range, rangeSchema)),
    ],
    limit: limitFrom(values.only ?? [], stored?.limit ?? noLimit),
    pages: stored?.pages ?? [],
    reconnect: stored?.reconnect ?? true,
    startWithApp: false,
    demo: false,
  };
}

function authenticationFrom(values: UpOptions): Authentication[] | undefined {
  const ways: Authentication[] = [];
  if (values.identity !== undefined) {
    ways.push({ method: 'key-file', path: resolve(values.identity) });
  }
  if (values.agent === true) ways.push({ method: 'agent' });
  return ways.length > 0 ? ways : undefined;
}

interface Schema {
  safeParse(value: unknown): { success: true; data: string } | { success: false; error: Error };
}

function checked(option: string, value: string | undefined, schema: Schema): string {
  if (value === undefined) throw new UsageError(`--${option} is missing`);
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new UsageError(`--${option} cannot be "${value}"`);
  return parsed.data;
}
