import { z } from 'zod';
import { bastion, name } from './places';

const keyFile = z.object({ name });

/** What can go wrong with logging in: key files, agents and what the server takes. */
export const loginFailures = [
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
  z.object({
    code: z.literal('password-expired'),
    user: z.string().max(256),
    /** Where, if that was not the bastion. */
    server: bastion.optional(),
  }),
  z.object({ code: z.literal('auth-cancelled') }),
] as const;
