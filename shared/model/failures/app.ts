import { z } from 'zod';
import { presignedPageSchema } from '../../emr/presigned-page';
import { browserKindSchema } from '../browser';
import { name } from './places';

/** What can go wrong with Culvert itself and other programs on this computer. */
export const appFailures = [
  /** No such browser is installed here; null stands for none at all that Culvert could start. */
  z.object({ code: z.literal('browser-missing'), browser: browserKindSchema.nullable() }),
  z.object({
    code: z.literal('browser-not-started'),
    browser: browserKindSchema,
    /** The system's code, such as EACCES, or how the program ended. */
    why: z.string().max(64),
  }),

  /** EMR did not hand out the address of a page in time. */
  z.object({ code: z.literal('presigned-not-ready'), kind: presignedPageSchema }),

  z.object({ code: z.literal('profile-missing'), name }),
  /** A file of another program's settings gives no text. */
  z.object({
    code: z.literal('import-unreadable'),
    name,
    why: z.enum(['missing', 'not-a-file', 'too-large', 'unreadable', 'not-text', 'private-key']),
  }),
  z.object({ code: z.literal('import-not-recognised'), name }),
  z.object({ code: z.literal('import-malformed'), name }),
  z.object({ code: z.literal('import-program-missing'), name }),
  /** Culvert runs and holds its settings; a second writer would be overwritten. */
  z.object({ code: z.literal('settings-in-use') }),
  z.object({ code: z.literal('settings-unusable'), name, why: z.enum(['damaged', 'newer']) }),
  /** What a person wanted saved could not be; `why` is the system's code. */
  z.object({ code: z.literal('file-unwritable'), name, why: z.string().max(64) }),
  /** The engine ended by itself and is being started again. */
  z.object({ code: z.literal('engine-crashed') }),
  /** It ended so too often, and stays down until a person wants it again. */
  z.object({ code: z.literal('engine-down') }),
  /** The process that reads flow logs ended by itself. */
  z.object({ code: z.literal('flows-crashed') }),
  /** Flow logs hold more than there is room for while they are read. */
  z.object({ code: z.literal('flows-no-room'), of: z.enum(['disk', 'memory']) }),
  /** A person called the work off. */
  z.object({ code: z.literal('cancelled') }),
  z.object({ code: z.literal('internal'), detail: z.string().max(512) }),
] as const;
