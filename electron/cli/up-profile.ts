import { resolve } from 'node:path';
import { FailureError } from '../../shared/model/failure';
import {
  type Authentication,
  type Bastion,
  hostKeyAliasSchema,
  hostSchema,
  noLimit,
  type Profile,
  rangeSchema,
  straightWay,
  userSchema,
} from '../../shared/model/profile';
import { profileDefaults } from '../../shared/model/profile-defaults';
import { wayProblem } from '../../shared/model/way';
import { portFrom, type readArguments, UsageError } from './arguments';
import { forwardFrom } from './forward-option';
import { limitFrom } from './only-option';
import { storedProfile } from './stored-profile';
import { type Token, wayFrom, wayOptions } from './way-options';

export const upOptions = {
  profile: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  user: { type: 'string' },
  identity: { type: 'string' },
  'passphrase-env': { type: 'string' },
  agent: { type: 'boolean' },
  'local-port': { type: 'string' },
  'known-hosts': { type: 'string' },
  'host-key-alias': { type: 'string' },
  trust: { type: 'string', multiple: true },
  'accept-new': { type: 'boolean' },
  allow: { type: 'string', multiple: true },
  only: { type: 'string', multiple: true },
  session: { type: 'boolean' },
  local: { type: 'string' },
  remote: { type: 'string' },
  ...wayOptions,
  listen: { type: 'string' },
  'listen-user': { type: 'string' },
  'listen-password-env': { type: 'string' },
} as const;

type UpOptions = ReturnType<typeof readArguments<typeof upOptions>>['values'];

/** A stored profile, changed by the options beside it, or one made of options alone. */
export async function profileFrom(
  values: UpOptions,
  tokens: readonly Token[],
  folder: string,
): Promise<Profile> {
  const stored = values.profile === undefined ? null : storedProfile(folder, values.profile);
  if (values.profile !== undefined && stored === null) {
    throw new FailureError({ code: 'profile-missing', name: values.profile });
  }
  const given = values.host ?? stored?.bastion.host ?? values.instance;
  const host = checked('host', given, hostSchema);
  const authentication = authenticationFrom(values) ?? stored?.authentication;
  if (authentication === undefined) {
    throw new UsageError('how to log in? --identity FILE, --agent or --one-time-key');
  }
  const bastion = bastionFrom(values, host, stored);
  return {
    id: stored?.id ?? 'command-line',
    name: stored?.name ?? host,
    group: stored?.group ?? null,
    ...placesFrom(values, stored),
    cluster: stored?.cluster ?? null,
    ...(await wayOf(values, tokens, bastion, authentication, stored)),
    bastion,
    authentication,
    allow: [
      ...(stored?.allow ?? []),
      ...(values.allow ?? []).map((range) => checked('allow', range, rangeSchema)),
    ],
    limit: limitFrom(values.only ?? [], stored?.limit ?? noLimit),
    pages: stored?.pages ?? [],
    ...((values.session ?? stored?.session) && { session: true }),
    reconnect: stored?.reconnect ?? true,
    startWithApp: false,
    demo: false,
  };
}

/** @throws UsageError when the parts of the way do not go together. */
async function wayOf(
  values: UpOptions,
  tokens: readonly Token[],
  bastion: Bastion,
  authentication: readonly Authentication[],
  stored: Profile | null,
) {
  const way = await wayFrom(values, tokens, bastion, stored ?? straightWay());
  const own = authentication.map(({ method }) => method);
  const hops = way.jumpHosts.map((hop) => hop.authentication?.map(({ method }) => method) ?? own);
  const problem = wayProblem({ ...way, logins: [...hops, own] });
  if (problem?.message === 'one-time-key-elsewhere') {
    throw new UsageError('--one-time-key opens the first server only: it cannot go with --jump');
  }
  if (problem !== null) {
    throw new UsageError(
      'which instance? --ssm, --instance-connect-endpoint and --one-time-key need --instance ID',
    );
  }
  return way;
}

function bastionFrom(values: UpOptions, host: string, stored: Profile | null): Bastion {
  const user = values.user ?? stored?.bastion.user ?? profileDefaults.bastionUser;
  const alias = values['host-key-alias'] ?? stored?.bastion.hostKeyAlias;
  return {
    host,
    port:
      values.port === undefined
        ? (stored?.bastion.port ?? profileDefaults.sshPort)
        : portFrom('port', values.port, 1),
    user: checked('user', user, userSchema),
    ...(alias !== undefined && {
      hostKeyAlias: checked('host-key-alias', alias, hostKeyAliasSchema),
    }),
  };
}

/** What kind of tunnel it is, where it listens and what it leads to. */
function placesFrom(
  values: UpOptions,
  stored: Profile | null,
): Pick<Profile, 'kind' | 'listen' | 'forward'> {
  const forwarded = forwardFrom(values);
  const localPort = values['local-port'];
  if (forwarded !== null) {
    if (localPort === undefined) return forwarded;
    throw new UsageError('--local and --remote name their port themselves: leave out --local-port');
  }
  const { kind, listen, forward } = stored ?? {
    kind: 'dynamic',
    listen: { address: '127.0.0.1', port: profileDefaults.localPort },
    forward: null,
  };
  const port = localPort === undefined ? listen.port : portFrom('local-port', localPort, 0);
  return { kind, listen: { ...listen, port }, forward };
}

function authenticationFrom(values: UpOptions): Authentication[] | undefined {
  const ways: Authentication[] = [];
  if (values.identity !== undefined) {
    ways.push({ method: 'key-file', path: resolve(values.identity) });
  }
  if (values['one-time-key'] === true) ways.push({ method: 'one-time-key' });
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
