import type { Profile } from '../../shared/model/profile';
import {
  type Bastion,
  bastionSchema,
  type Instance,
  instanceSchema,
  type JumpHost,
  type Transport,
  transportSchema,
} from '../../shared/model/way';
import { UsageError } from './arguments';
import { type AwsOptionValues, awsOptions } from './aws-options';

type WayPart = Pick<Profile, 'jumpHosts' | 'transport' | 'instance'>;

export interface WayValues extends AwsOptionValues {
  readonly jump?: readonly string[] | undefined;
  readonly instance?: string | undefined;
  readonly 'one-time-key'?: boolean | undefined;
}

/** An option as it stood on the command line. */
export interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

/** Options of `up` that say which way leads to its bastion. */
export const wayOptions = {
  jump: { type: 'string', multiple: true },
  direct: { type: 'boolean' },
  proxy: { type: 'string', multiple: true },
  'proxy-command': { type: 'string', multiple: true },
  'proxy-password-env': { type: 'string' },
  ssm: { type: 'boolean' },
  'instance-connect-endpoint': { type: 'boolean' },
  instance: { type: 'string' },
  'one-time-key': { type: 'boolean' },
  ...awsOptions,
} as const;

/**
 * The way to the bastion: the stored one, or what the options say instead of it. Ways to the first
 * server are tried in the order in which their options stand.
 *
 * @throws UsageError for what cannot be understood.
 */
export async function wayFrom(
  values: WayValues,
  tokens: readonly Token[],
  bastion: Bastion,
  stored: WayPart,
): Promise<WayPart> {
  const jumps = (values.jump ?? []).flatMap((each) => each.split(','));
  const transport = tokens.flatMap((token) => transportFrom(token) ?? []);
  return {
    jumpHosts: jumps.length > 0 ? jumps.map((each) => jumpHost(each, bastion)) : stored.jumpHosts,
    transport: transport.length > 0 ? transport : stored.transport,
    instance: (await instanceFrom(values)) ?? stored.instance,
  };
}

/** The instance that AWS is asked about, in the region and as the profile the options name. */
async function instanceFrom(values: WayValues): Promise<Instance | null> {
  if (values.instance === undefined) return null;
  const awsProfile = values['aws-profile'] ?? null;
  const { requireRegion } = await import('../aws/user-profiles');
  const region = await requireRegion(values.region ?? null, awsProfile);
  const instance = instanceSchema.safeParse({ id: values.instance, region, awsProfile });
  if (instance.success) return instance.data;
  throw new UsageError(
    `--instance takes an id such as i-0abc1234def567890, not "${values.instance}"`,
  );
}

/** `[user@]host[:port]`, with an IPv6 address in brackets; logs in as the tunnel does. */
function jumpHost(text: string, bastion: Bastion): JumpHost {
  const [, user = bastion.user, v6, name = '', port = '22'] =
    /^(?:([^@]+)@)?(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const server = bastionSchema.safeParse({ host: v6 ?? name, port: Number(port), user });
  if (!server.success) throw new UsageError(`--jump takes [USER@]HOST[:PORT], not "${text}"`);
  return { ...server.data, authentication: null };
}

function transportFrom({ kind, name, value = '' }: Token): Transport | null {
  if (kind !== 'option') return null;
  switch (name) {
    case 'direct':
      return { kind: 'direct' };
    case 'ssm':
      return { kind: 'ssm' };
    case 'instance-connect-endpoint':
      return { kind: 'instance-connect-endpoint', endpoint: null };
    case 'proxy':
      return proxyFrom(value);
    case 'proxy-command': {
      const command = transportSchema.safeParse({ kind: 'proxy-command', command: value });
      if (!command.success) throw new UsageError('--proxy-command takes a command on one line');
      return command.data;
    }
    default:
      return null;
  }
}

const proxyKinds: Readonly<Record<string, 'http-proxy' | 'socks-proxy'>> = {
  'http:': 'http-proxy',
  'socks5:': 'socks-proxy',
  'socks5h:': 'socks-proxy',
};

/** A proxy by its address; its password is never part of it, as others could read it. */
function proxyFrom(text: string): Transport {
  const url = URL.canParse(text) ? new URL(text) : null;
  const kind = proxyKinds[url?.protocol ?? ''];
  if (url?.password) {
    throw new UsageError(
      '--proxy takes no password: others can read command lines. It is asked for, or name --proxy-password-env VAR.',
    );
  }
  const usual = kind === 'http-proxy' ? 80 : 1080;
  const proxy = transportSchema.safeParse({
    kind,
    host: url?.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url?.port || usual),
    user: url?.username ? decodeURIComponent(url.username) : null,
  });
  if (proxy.success) return proxy.data;
  throw new UsageError(`--proxy takes http://[USER@]HOST:PORT or socks5://…, not "${text}"`);
}
