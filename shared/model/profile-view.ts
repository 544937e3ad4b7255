import { z } from 'zod';
import { clusterBindingSchema, clusterTieSchema } from './cluster-binding';
import { failureSchema } from './failure-schema';
import { keyFactsSchema } from './key-facts';
import {
  authenticationMethodSchema,
  bastionSchema,
  groupSchema,
  kindProblem,
  kindSchema,
  limitSchema,
  listenAddressSchema,
  nameSchema,
  pageUrlSchema,
  portSchema,
  profileIdSchema,
  rangeSchema,
} from './profile';
import { secretBytesSchema } from './prompt';
import { forwardSchema, instanceSchema, transportSchema, transportsSchema } from './way';

/** Stands for a file the user chose. Main alone knows which path it means. */
export const fileTokenSchema = z.string().regex(/^[a-f0-9]{32}$/);

export const keyChoiceSchema = z.object({
  token: fileTokenSchema,
  /** The file's own name, without its folder. */
  name: z.string(),
  /** What could be read of it without a passphrase, or why nothing could. Null: not looked at yet. */
  key: z
    .union([
      z.object({ readable: z.literal(true), facts: keyFactsSchema }),
      z.object({ readable: z.literal(false), failure: failureSchema }),
    ])
    .nullable(),
});
/** A key file as the window sees it. */
export type KeyChoice = z.infer<typeof keyChoiceSchema>;

export const jumpHostViewSchema = z.object({
  host: z.string(),
  port: z.number().int(),
  user: z.string(),
  hostKeyAlias: z.string().optional(),
  /** Null logs in as the tunnel itself does. */
  authentication: authenticationMethodSchema.nullable(),
  keyFile: keyChoiceSchema.nullable(),
});
export type JumpHostView = z.infer<typeof jumpHostViewSchema>;

export const profileViewSchema = z.object({
  id: profileIdSchema,
  name: z.string(),
  group: z.string().nullable(),
  kind: kindSchema,
  bastion: z.object({
    host: z.string(),
    port: z.number().int(),
    user: z.string(),
    hostKeyAlias: z.string().optional(),
  }),
  /** The first way to log in; what a server asks for beyond it is asked of the person then. */
  authentication: authenticationMethodSchema,
  keyFile: keyChoiceSchema.nullable(),
  jumpHosts: z.array(jumpHostViewSchema),
  transport: z.array(transportSchema),
  instance: instanceSchema.nullable(),
  /** Where it listens: on this computer, or on the bastion for a remote tunnel. */
  listenAddress: z.string(),
  localPort: z.number().int(),
  forward: forwardSchema.nullable(),
  cluster: clusterBindingSchema.nullable(),
  allow: z.array(z.string()),
  limit: limitSchema,
  pages: z.array(z.string()),
  session: z.boolean(),
  reconnect: z.boolean(),
  startWithApp: z.boolean(),
  demo: z.boolean(),
  /** The bastion's passphrase or password is kept in the system's key store. */
  secretStored: z.boolean(),
  /** That, or one of a jump host or proxy. */
  anySecretStored: z.boolean(),
});
/** A stored tunnel without what the window must not know (paths). */
export type ProfileView = z.infer<typeof profileViewSchema>;

export const jumpHostDraftSchema = bastionSchema.extend({
  authentication: authenticationMethodSchema.nullable(),
  keyToken: fileTokenSchema.nullable(),
});

export const profileDraftSchema = z
  .object({
    name: nameSchema,
    group: groupSchema,
    kind: kindSchema,
    bastion: bastionSchema,
    authentication: authenticationMethodSchema,
    keyToken: fileTokenSchema.nullable(),
    jumpHosts: z.array(jumpHostDraftSchema).max(8),
    transport: transportsSchema,
    instance: instanceSchema.nullable(),
    listenAddress: listenAddressSchema,
    localPort: portSchema,
    forward: forwardSchema.nullable(),
    cluster: clusterTieSchema.nullable(),
    allow: z.array(rangeSchema).max(64),
    limit: limitSchema,
    pages: z.array(pageUrlSchema).max(16),
    session: z.boolean(),
    reconnect: z.boolean(),
    startWithApp: z.boolean(),
  })
  .superRefine((draft, context) => {
    if (draft.authentication === 'key-file' && draft.keyToken === null) {
      context.addIssue({ code: 'custom', path: ['keyToken'], message: 'key-not-chosen' });
    }
    for (const [index, hop] of draft.jumpHosts.entries()) {
      if (hop.authentication !== 'key-file' || hop.keyToken !== null) continue;
      const path = ['jumpHosts', index, 'keyToken'];
      context.addIssue({ code: 'custom', path, message: 'key-not-chosen' });
    }
    const own = [draft.authentication];
    const hops = draft.jumpHosts.map((hop) => (hop.authentication ? [hop.authentication] : own));
    const listen = { address: draft.listenAddress };
    const issue = kindProblem({ ...draft, listen, logins: [...hops, own] });
    if (issue !== null) context.addIssue({ code: 'custom', ...issue });
  });
/** What the form hands over to be stored. The same schema marks the fields and guards the call. */
export type ProfileDraft = z.infer<typeof profileDraftSchema>;

export const draftSecretSchema = z.object({ secret: secretBytesSchema, remember: z.boolean() });
