import type { Traffic } from './tunnel-state';

export const noTraffic: Traffic = { bytesUp: 0, bytesDown: 0, flows: 0, held: 0 };
