import type { z } from 'zod';
import type { ImportLine, ImportNote } from '../../shared/model/import-preview';
import {
  type AuthenticationMethod,
  type FieldProblem,
  fieldProblemSchema,
  type Limit,
  noLimit,
  type TunnelKind,
} from '../../shared/model/profile';
import type { Forward, Instance, Transport } from '../../shared/model/way';

export interface FoundJumpHost {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeyAlias?: string;
  readonly authentication: AuthenticationMethod;
  readonly keyPath: string | null;
}

/** A tunnel as a reader found it: every value in it has been checked, and no name or port is settled. */
export interface FoundTunnel {
  readonly name: string;
  readonly group: string | null;
  /** Empty when the settings do not say. */
  readonly host: string;
  readonly port: number;
  /** Null when the settings do not say. */
  readonly user: string | null;
  readonly hostKeyAlias?: string;
  readonly authentication: AuthenticationMethod;
  readonly keyPath: string | null;
  readonly jumpHosts: readonly FoundJumpHost[];
  readonly transport: Transport;
  /** What the transport is about, where it is about an instance of AWS. */
  readonly instance: Instance | null;
  readonly kind: TunnelKind;
  readonly listenAddress: string;
  /** Null when the settings name none. */
  readonly localPort: number | null;
  readonly forward: Forward | null;
  readonly limit: Limit;
  readonly proposed: boolean;
  readonly notes: readonly ImportNote[];
}

/** What of a tunnel is the same for most: a SOCKS server of this machine, reached straight. */
export const plainTunnel = {
  group: null,
  jumpHosts: [],
  transport: { kind: 'direct' },
  instance: null,
  kind: 'dynamic',
  listenAddress: '127.0.0.1',
  forward: null,
  limit: noLimit,
  notes: [],
} as const satisfies Partial<FoundTunnel>;

/** What a reader makes of the settings of one program. */
export interface Found {
  readonly tunnels: readonly FoundTunnel[];
  readonly lines: readonly ImportLine[];
}

/** Why a schema of the model does not take a value, or null when it does. */
export function problemOf(schema: z.ZodType, value: unknown): FieldProblem | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return null;
  const known = fieldProblemSchema.safeParse(parsed.error.issues[0]?.message);
  return known.success ? known.data : 'host-invalid';
}

/** A port written in decimal digits, or NaN. */
export function portNumber(text: string): number {
  return /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
}

/** Whether an address a listener is bound to is this machine alone, as Culvert's always is. */
export function isLoopback(address: string): boolean {
  return address === '127.0.0.1' || address === 'localhost';
}

/**
 * Where a remote forward listens on the bastion: the address a file names, all of them for `*`, and
 * that machine alone where it names none (RFC 4254, 7.1).
 */
export function remoteListen(address: string | null): string {
  if (address === '*') return '';
  return address !== null && /^[0-9a-z.:_-]{1,255}$/i.test(address) ? address : 'localhost';
}

/**
 * Whether a path leads to another machine. Looking whether such a file is there is a call to that
 * machine, which Windows accompanies with a proof of who is asking.
 */
export function isNetworkPath(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}

/** A name that fits the model: no blanks around it, no control characters, at most 80 characters. */
export function tidyName(text: string, otherwise: string): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 80)
    .trim();
  return clean === '' ? otherwise : clean;
}
