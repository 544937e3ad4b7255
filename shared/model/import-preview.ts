import { z } from 'zod';
import {
  authenticationMethodSchema,
  bastionSchema,
  fieldProblemSchema,
  groupSchema,
  hostSchema,
  kindSchema,
  limitSchema,
  listenAddressSchema,
  nameSchema,
  portSchema,
} from './profile';
import { transportKindSchema } from './transport-kind';
import { forwardSchema, instanceSchema, transportsSchema } from './way';

export const importSourceSchema = z.enum(['ssh-config', 'mobaxterm', 'putty', 'foxyproxy']);
/** Whose settings a file holds. */
export type ImportSource = z.infer<typeof importSourceSchema>;

const short = z.string().max(256);

/** Why a line was not taken as it stands. The words are shared/text's. */
export const importReasonSchema = z.discriminatedUnion('code', [
  // Changed.
  z.object({ code: z.literal('loopback-only'), from: short }),
  z.object({ code: z.literal('aws-pattern') }),
  z.object({ code: z.literal('pattern-narrowed'), to: short }),
  z.object({ code: z.literal('aws-way'), transport: transportKindSchema }),

  // Left out: sound, and not for a tunnel of Culvert.
  z.object({ code: z.literal('not-used'), name: short }),
  z.object({ code: z.literal('earlier-line-wins') }),
  z.object({ code: z.literal('applies-to-none') }),
  z.object({ code: z.literal('match-not-run') }),
  z.object({ code: z.literal('match-not-judged'), criterion: short }),
  z.object({ code: z.literal('command-not-taken') }),
  z.object({ code: z.literal('aws-region-missing') }),
  z.object({ code: z.literal('jump-host-not-taken') }),
  z.object({ code: z.literal('proxy-not-supported') }),
  z.object({ code: z.literal('socket-not-supported') }),
  z.object({ code: z.literal('remote-socks-not-supported') }),
  z.object({ code: z.literal('one-key-only') }),
  z.object({ code: z.literal('unknown-token'), token: short }),
  z.object({ code: z.literal('not-ssh'), protocol: short }),
  z.object({ code: z.literal('secret-not-read') }),
  z.object({ code: z.literal('switched-off') }),
  z.object({ code: z.literal('exclusion-not-supported') }),
  z.object({ code: z.literal('pattern-not-clear') }),
  z.object({ code: z.literal('not-a-local-socks-proxy') }),

  // Refused: not sound, or not safe.
  z.object({ code: z.literal('malformed') }),
  z.object({ code: z.literal('too-long'), limit: z.number().int() }),
  z.object({ code: z.literal('too-many'), limit: z.number().int() }),
  z.object({ code: z.literal('bad-value'), problem: fieldProblemSchema }),
  z.object({ code: z.literal('network-path') }),
  z.object({ code: z.literal('include-missing') }),
  z.object({ code: z.literal('include-loop') }),
  z.object({ code: z.literal('include-too-deep'), limit: z.number().int() }),
  z.object({ code: z.literal('include-outside') }),
  z.object({ code: z.literal('include-unreadable') }),
]);
export type ImportReason = z.infer<typeof importReasonSchema>;
export type ImportReasonCode = ImportReason['code'];

export const importVerdictSchema = z.enum(['taken', 'changed', 'left-out', 'refused']);
export type ImportVerdict = z.infer<typeof importVerdictSchema>;

/** What a person should know of a proposed tunnel before importing it. */
export const importNoteSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('host-missing') }),
  z.object({ code: z.literal('key-not-found'), path: z.string().max(4_096) }),
  z.object({ code: z.literal('user-assumed'), user: short }),
  z.object({ code: z.literal('port-chosen') }),
  z.object({ code: z.literal('port-taken'), from: z.number().int() }),
  z.object({ code: z.literal('name-taken'), from: short }),
  z.object({ code: z.literal('already-here'), name: short }),
  z.object({ code: z.literal('loopback-only'), from: short }),
  z.object({ code: z.literal('match-not-run') }),
  z.object({ code: z.literal('jump-host-not-taken') }),
  z.object({ code: z.literal('command-not-taken') }),
  z.object({ code: z.literal('aws-way'), transport: transportKindSchema, instance: short }),
  z.object({ code: z.literal('proxy-not-supported') }),
  z.object({ code: z.literal('limit-from-patterns') }),
  z.object({ code: z.literal('limit-left-open') }),
]);
export type ImportNote = z.infer<typeof importNoteSchema>;
export type ImportNoteCode = ImportNote['code'];

/** A key file that settings name, whether it is there or not. It has not been opened. */
const keyFileSchema = z.object({ path: z.string().min(1).max(4_096), found: z.boolean() });

export const importJumpHostSchema = bastionSchema.extend({
  authentication: authenticationMethodSchema.nullable(),
  keyFile: keyFileSchema.nullable(),
});

export const importDraftSchema = z.object({
  name: nameSchema,
  group: groupSchema,
  kind: kindSchema,
  /** The host is empty when the file does not say: a proxy extension's settings never do. */
  bastion: bastionSchema.extend({ host: z.union([hostSchema, z.literal('')]) }),
  authentication: authenticationMethodSchema,
  keyFile: keyFileSchema.nullable(),
  jumpHosts: z.array(importJumpHostSchema).max(8),
  transport: transportsSchema,
  instance: instanceSchema.nullable(),
  listenAddress: listenAddressSchema,
  /** The port it listens on: of this computer, or of the bastion for a remote tunnel. */
  localPort: portSchema,
  forward: forwardSchema.nullable(),
  limit: limitSchema,
});
/** A tunnel as an import proposes it. */
export type ImportDraft = z.infer<typeof importDraftSchema>;

export const importTunnelSchema = z.object({
  draft: importDraftSchema,
  notes: z.array(importNoteSchema),
  /** Whether it is worth importing unless the person says otherwise. */
  proposed: z.boolean(),
});
export type ImportTunnel = z.infer<typeof importTunnelSchema>;

export const importLineSchema = z.object({
  /** The file's name as the person knows it, with its folder where it is not the chosen one. */
  file: z.string(),
  /** From 1. */
  line: z.number().int(),
  /** Without secrets and control characters, and cut where it is long. */
  text: z.string().max(512),
  verdict: importVerdictSchema,
  /** Null for what was taken as it stands. */
  why: importReasonSchema.nullable(),
});
export type ImportLine = z.infer<typeof importLineSchema>;

export const importPreviewSchema = z.object({
  source: importSourceSchema,
  tunnels: z.array(importTunnelSchema),
  lines: z.array(importLineSchema),
});
/** What an import would do: nothing has been stored yet. */
export type ImportPreview = z.infer<typeof importPreviewSchema>;
