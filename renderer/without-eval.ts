// The page's policy forbids eval. zod asks whether it may compile when a schema is made, and merely
// asking breaches the policy. It takes its configuration from here, whenever it is loaded.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
