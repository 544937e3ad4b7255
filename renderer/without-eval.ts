import { z } from 'zod';

// The page's policy forbids eval. zod asks whether it may compile when a schema is made, and merely
// asking breaches the policy, so this module is imported before any that makes one.
z.config({ jitless: true });
