import { z } from 'zod';
import { bastion, destination, port } from './places';

/** What can go wrong with a tunnel that is there: its ports, its connection and what goes through it. */
export const trafficFailures = [
  z.object({
    code: z.literal('port-in-use'),
    port,
    pid: z.number().int().optional(),
    name: z.string().max(128).optional(),
    /** A port near it that was free a moment ago. */
    free: port.optional(),
  }),
  z.object({ code: z.literal('port-reserved'), port }),
  /** Another program listens there as well, and may be given what is meant for the tunnel. */
  z.object({ code: z.literal('port-shared'), port }),
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
] as const;
