import { listenAddressSchema, type TunnelKind } from '../../shared/model/profile';
import { type Forward, forwardSchema } from '../../shared/model/way';
import { UsageError } from './arguments';

interface ForwardValues {
  readonly local?: string | undefined;
  readonly remote?: string | undefined;
}

/** What kind of tunnel the command line asks for, and what comes with it. */
export interface ForwardOption {
  readonly kind: TunnelKind;
  readonly listen: { readonly address: string; readonly port: number };
  readonly forward: Forward;
}

const shape = '[ADDRESS:]PORT:HOST:PORT';

/**
 * The forward of `--local` or `--remote`, written as ssh's -L and -R take it; null without either.
 *
 * @throws UsageError for both at once, or one that cannot be understood.
 */
export function forwardFrom({ local, remote }: ForwardValues): ForwardOption | null {
  if (local !== undefined && remote !== undefined) {
    throw new UsageError('--local and --remote are two tunnels: start one command for each');
  }
  const text = local ?? remote;
  if (text === undefined) return null;
  const kind = local === undefined ? 'remote' : 'local';
  const parts = partsOf(text);
  const [address = '127.0.0.1', port = '', host = '', hostPort = ''] =
    parts.length === 3 ? [undefined, ...parts] : parts;
  const forward = forwardSchema.safeParse({ host, port: Number(hostPort) });
  const bound = /^\d{1,5}$/.test(port) ? Number(port) : Number.NaN;
  const known = listenAddressSchema.safeParse(address).success;
  if (parts.length > 4 || !forward.success || !known || !(bound >= 0 && bound <= 65_535)) {
    throw new UsageError(`--${kind} takes ${shape}, not "${text}"`);
  }
  if (kind === 'local' && address !== '127.0.0.1' && address !== 'localhost') {
    throw new UsageError('--local listens on 127.0.0.1 only');
  }
  const listen = { address: kind === 'local' ? '127.0.0.1' : address, port: bound };
  return { kind, listen, forward: forward.data };
}

/** Parts between colons, where brackets keep an IPv6 address together. */
function partsOf(text: string): string[] {
  const found = [...text.matchAll(/(?:^|:)(?:\[([^\]]*)\]|([^:[\]]*))(?=:|$)/g)];
  return found.map(([, bracketed, plain]) => bracketed ?? plain ?? '');
}
