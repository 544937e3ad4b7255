import { z } from 'zod';

export const languageSchema = z.enum(['en', 'ko', 'zh-CN']);
/** A language Culvert speaks, as a BCP 47 tag. */
export type Language = z.infer<typeof languageSchema>;
