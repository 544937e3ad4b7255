import { z } from 'zod';
import { bastion, destination, host, port } from './places';

/** The jump host it was dialled from; absent where it was this computer. */
const via = host.optional();
const proxy = z.object({ host, port });
const program = z.string().max(256);

/** What can go wrong with the way to the bastion: its name, proxies, jump hosts and programs. */
export const wayFailures = [
  bastion.extend({ code: z.literal('bastion-unresolvable'), via }),
  bastion.extend({
    code: z.literal('bastion-unreachable'),
    why: z.enum(['timeout', 'refused', 'no-route', 'reset']),
    via,
    /** What this system may want to be permitted before it shows such a server to a program. */
    permission: z.literal('local-network').optional(),
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
] as const;
